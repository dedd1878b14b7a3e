import { PassThrough } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { MailAddress } from './addresses.ts';

/** A mail that is ready to go. */
export interface OutgoingMail {
  /** The same for every attempt, so that whoever gets it twice can tell. */
  readonly id: string;
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  /** Where a mail program may end the mails with one click (RFC 8058); `null` where it cannot. */
  readonly unsubscribe: string | null;
  readonly attachments: readonly MailPart[];
}

/** A file that goes with a mail. */
export interface MailPart {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
  /** What the mail's HTML calls it by (`cid:`); `null` for what is to be saved. */
  readonly cid: string | null;
}

/**
 * Why a mail did not go: for now (`later`), since the server does not let us in (`signIn`) or cannot be reached
 * (`unreachable`), for good (`refused`); or nobody knows whether it did (`unsure`).
 */
export type MailFailure = 'later' | 'signIn' | 'unreachable' | 'refused' | 'unsure';

/** A mail that did not go, or may not have gone. */
export class MailError extends Error {
  override readonly name = 'MailError';
  readonly failure: MailFailure;
  /** What the mail server said, or what else is known; in no language of ours. */
  readonly answer: string;

  constructor(failure: MailFailure, answer: string, options?: ErrorOptions) {
    super(`The mail did not go (${failure}): ${answer}`, options);
    this.failure = failure;
    this.answer = answer;
  }
}

/** What sends mail. */
export interface Mailer {
  readonly from: MailAddress;
  /** Resolves once a mail server has taken the mail. @throws MailError */
  send(mail: OutgoingMail): Promise<void>;
}

export interface MailSettings {
  /** `smtp://` or `smtps://`, with the name and the password to sign in with where the server wants them. */
  readonly url: string;
  readonly from: MailAddress;
  /** How long the server may be silent, in milliseconds; half a minute without it. */
  readonly patience?: number;
}

/** Sends mail by a server, one connection for each. */
export function createMailer({ url, from, patience = 30_000 }: MailSettings): Mailer {
  const times = { connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience };
  return {
    from,
    async send({ id, unsubscribe, language, attachments, ...mail }) {
      const headers = {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': language,
        ...(unsubscribe === null
          ? {}
          : {
              'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }),
      };
      // nothing that a mail holds may make us read a file or an address
      const transport = createTransport({ url, ...times, disableFileAccess: true, disableUrlAccess: true });
      let isWhole = false;
      transport.use('stream', ({ message }, done) => {
        message.transform(() => noticingEnd(() => (isWhole = true)));
        done();
      });
      const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
      await transport
        .sendMail({
          ...mail,
          ...{ from, headers, xMailer: false },
          messageId: `<${id}@${domain}>`,
          attachments: attachments.map(({ name, type, content, cid }) => ({
            filename: name,
            contentType: type,
            content: Buffer.from(content),
            ...(cid === null ? {} : { cid }),
          })),
        })
        .catch((error: unknown) => {
          throw mailErrorOf(error, isWhole);
        });
    },
  };
}

/** Passes a mail on, and notices when all of it has gone. */
function noticingEnd(onEnd: () => void): PassThrough {
  return new PassThrough({
    flush(done) {
      onEnd();
      done();
    },
  });
}

/** What is known of a failure, as nodemailer tells it. */
interface Told {
  readonly code?: unknown;
  readonly response?: unknown;
  readonly responseCode?: unknown;
}

/** How many letters of what a mail server says are kept. */
const longestAnswer = 300;

/** @param isWhole whether all of the mail was on its way */
function mailErrorOf(error: unknown, isWhole: boolean): MailError {
  if (!(error instanceof Error)) return new MailError('unsure', String(error));
  const { code, response, responseCode } = error as Error & Told;
  const said = typeof response === 'string' && response !== '' ? response : error.message;
  const answer = said.replace(/\p{Cc}+/gu, ' ').slice(0, longestAnswer);
  return new MailError(failureOf({ code, responseCode }, isWhole), answer, { cause: error });
}

function failureOf({ code, responseCode }: Told, isWhole: boolean): MailFailure {
  if (code === 'EAUTH') return 'signIn';
  if (typeof responseCode === 'number') return responseCode >= 500 ? 'refused' : 'later';
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'refused';
  // the server may have taken what was sent whole, although we did not hear so
  return isWhole ? 'unsure' : 'unreachable';
}
