import type { MessageKey, Translate } from '../../../i18n/translate.ts';

/** Something the page says without asking the server for it: `data-NAME` of the place where it is said. */
interface Saying {
  readonly name: string;
  readonly text: string;
}

/** What is said of what was typed: that it is saved, or why not and what to do; and what may be answered to that. */
const sayings: readonly (readonly [name: string, key: MessageKey])[] = [
  ['saved', 'design.saved'],
  ['saving-words', 'design.saving'],
  ['refused', 'design.unsaved.refused'],
  ['conflict', 'design.unsaved.conflict'],
  ['offline', 'design.unsaved'],
  // what the server may answer instead of saving
  ['failed', 'design.unsaved.failed'],
  ['unavailable', 'design.unsaved.failed'],
  ['signed-out', 'design.unsaved.signedOut'],
  ['other-account', 'design.unsaved.otherAccount'],
  ['not-found', 'design.unsaved.notFound'],
  ['forbidden', 'design.unsaved.forbidden'],
  ['too-large', 'design.unsaved.tooLarge'],
  ['second-factor', 'studio.error.secondFactor'],
  ['foreign-form', 'studio.error.foreignForm'],
  ['bad-request', 'studio.error.badRequest'],
  ['sign-in', 'account.signIn.submit'],
  ['theirs', 'design.conflict.theirs'],
  ['mine', 'design.conflict.keep'],
  ['take', 'design.conflict.take'],
  ['elsewhere', 'design.unsaved.elsewhere'],
  ['open', 'design.unsaved.open'],
  ['discard', 'design.conflict.discard'],
];

/** Every saying, for a script to say. */
export function sayingsView(t: Translate): readonly Saying[] {
  return sayings.map(([name, key]) => ({ name, text: t(key) }));
}
