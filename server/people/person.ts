import type { Locale } from '../i18n/locale.ts';

/** What somebody is in the team; what each may do is in `permissions.ts`. */
export const roles = ['administrator', 'designer', 'analyst', 'reader'] as const;
export type Role = (typeof roles)[number];

/** Somebody with an account, as the pages know them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The language chosen for the account; `null` where the browser decides. */
  readonly locale: Locale | null;
}

/** Who somebody is in front of the person's own machine, where a demonstration opens without an account. */
export interface Visitor {
  readonly person: Person;
  /** Whether no account stands behind it: the demonstration on this machine. */
  readonly isDemonstration: boolean;
  /** Whether the team asks this person for a second factor that is not set up yet; until then only the account's pages open. */
  readonly lacksSecondFactor: boolean;
}
