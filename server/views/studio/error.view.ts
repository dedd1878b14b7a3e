import type { MessageKey } from '../../i18n/translate.ts';
import { type Standing, type StudioFrame, studioFrame } from './frame.view.ts';

/** Why a page of the studio cannot be had. */
export type StudioFailure =
  | 'badRequest'
  | 'failed'
  | 'forbidden'
  | 'foreignForm'
  | 'notFound'
  | 'secondFactor'
  | 'signedOut'
  | 'tooLarge'
  | 'unavailable'
  /** There is nothing at the address, as far as a stranger is told. */
  | 'unknown';

/** What is refused before anything was done. */
const changesNothing: ReadonlySet<StudioFailure> = new Set([
  'badRequest',
  'forbidden',
  'foreignForm',
  'secondFactor',
  'tooLarge',
]);

export interface StudioErrorPage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly prose: readonly string[];
  readonly links: readonly { readonly href: string; readonly label: string; readonly isApart: boolean }[];
}

/** What went wrong, and what to do now. */
export function studioErrorPage(
  standing: Standing,
  about: {
    readonly failure: StudioFailure;
    /** Whether a page was asked for, and nothing sent. */
    readonly isLooking: boolean;
    /** The page of the studio that led here. */
    readonly before: string | null;
    /** Where to go on after signing in; `null` where something was sent. */
    readonly next: string | null;
    /** Where people reach the studio. */
    readonly address: string;
    /** Finds an unexpected failure in the log. */
    readonly reference: string;
  },
): StudioErrorPage {
  const { t, visitor } = standing;
  const { failure, isLooking, address, reference } = about;
  const role = visitor === null ? '' : t(`people.role.${visitor.person.role}`);
  const heading = t(`studio.error.${failure}`);
  return {
    frame: studioFrame(standing),
    documentTitle: heading,
    heading,
    prose: [
      ...(!isLooking && changesNothing.has(failure) ? [t('studio.error.unchanged')] : []),
      t(`studio.error.${failure}.help`, { address, reference, role }),
      ...(!isLooking && failure === 'failed' ? [t('studio.error.failed.sent')] : []),
    ],
    links: linksFor(standing, about),
  };
}

function linksFor(
  { t, visitor }: Standing,
  { failure, before, next }: Parameters<typeof studioErrorPage>[1],
): StudioErrorPage['links'] {
  const link = (href: string, key: MessageKey, isApart = false) => ({ href, label: t(key), isApart });
  if (visitor === null) {
    const query = next === null ? '' : `?${new URLSearchParams({ next })}`;
    // whoever goes back is asked to sign in there, and what was sent is gone
    return [link(`/studio/sign-in${query}`, 'account.signIn.title', failure === 'signedOut')];
  }
  if (failure === 'secondFactor') return [link('/studio/account/second-factor', 'studio.error.setUp')];
  const back = before === null ? [] : [link(before, 'studio.error.back')];
  return [...back, link('/studio', 'studio.error.surveys')];
}
