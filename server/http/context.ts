import type { Database } from '#db/database.ts';
import type { Definition } from '#surveys/definition.ts';
import type { Pace } from '../actions/beginnings.ts';
import type { Assets } from '../assets.ts';
import type { HeadlessBrowser } from '../exports/chromium.ts';
import type { WriteDataFile } from '../exports/write-data-file.ts';
import type { Locale } from '../i18n/locale.ts';
import type { ListReaders } from '../imports/list-threads.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { Visitor } from '../people/person.ts';
import type { ReportSource } from '../reporting/report-source.ts';
import type { Renderer } from '../views.ts';

/** Everything the server needs, given once; nothing reads the environment or the clock behind its back. */
export interface Dependencies {
  readonly db: Database;
  readonly reports: ReportSource;
  readonly views: Renderer;
  readonly assets: Assets;
  readonly secret: string;
  readonly publicUrl: URL;
  /** How many may begin by one open link; the ordinary pace where nothing is said. */
  readonly pace?: Pace;
  /** Whether the studio opens without an account to whoever sits at this machine; it does not where nothing is said. */
  readonly isDemonstration?: boolean;
  /** What reads whole customer lists; this thread does where nothing is said. */
  readonly lists?: ListReaders;
  /** What makes PDF files and pictures; nothing does where nothing is said. */
  readonly browser?: HeadlessBrowser;
  /** What sends mail; nothing does where nothing is said. */
  readonly mailer?: Mailer;
  /** The folder for files that somebody sent, until they are imported; it is made when the first one comes. */
  readonly incoming: string;
  /** The folder for files that somebody asked for, until they are fetched; it is made when the first one comes. */
  readonly outgoing: string;
  /** What writes long files of respondent data; this thread does where nothing is said. */
  readonly writeDataFile?: WriteDataFile;
  readonly now: () => Date;
  readonly createId: () => string;
  /** Receives failures nobody expected, with the number shown to the person they happened to. */
  readonly reportFailure: (failure: { reference: string; error: unknown }) => void;
}

/** What middleware puts on a request's context; nothing else travels there. */
export interface AppEnv {
  Variables: {
    locale: Locale;
    /** The languages this person asked for, most wanted first: address, then cookie, then browser. */
    wantedLanguages: readonly string[];
    requestId: string;
    /** The survey the request is about, and the language in which this person reads it, once that is known. */
    survey?: { readonly definition: Definition; readonly language: string };
    /** Who asks for a page of the studio, `null` for a stranger, once that is known. */
    visitor?: Visitor | null;
    /** What the style sheets inside the page need in the content security policy; set with a page that has some. */
    styleSources?: readonly string[];
    /** Whether pages of this server may show this one in a frame (`framed`), or it shows others in frames (`frames`). */
    framing?: 'framed' | 'frames';
  };
}
