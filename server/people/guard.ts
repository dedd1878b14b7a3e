import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Database } from '#db/database.ts';
import { personById } from '#db/queries/people.ts';
import { isSharedWith } from '#db/queries/survey-people.ts';
import type { StoredPerson } from '#db/tables.ts';
import type { AppEnv } from '../http/context.ts';
import type { Guard } from '../http/guarded.ts';
import { languageCookie } from '../http/languages.ts';
import { locales } from '../i18n/locale.ts';
import type { Accounts } from './accounts.ts';
import type { Person, Visitor } from './person.ts';
import { rolesWithSecondFactor } from './second-factor-rule.ts';
import { isFromThisMachine } from './this-machine.ts';

/** Who it is that opens a demonstration on this machine: nobody with an account, who may do everything. */
const demonstrator: Visitor = {
  person: {
    id: 'demonstration',
    name: 'Demonstration',
    email: 'demonstration@localhost',
    role: 'administrator',
    locale: null,
  },
  isDemonstration: true,
  lacksSecondFactor: false,
};

/** Who stands at the door, and what is shared with whom. */
export function createGuard({
  db,
  accounts,
  isDemonstration,
}: {
  readonly db: Database;
  readonly accounts: Accounts;
  /** Whether the studio opens without an account to whoever sits at this machine. */
  readonly isDemonstration: boolean;
}): Guard {
  return {
    db,
    isShared: (surveyId, personId) => isSharedWith(db.read, surveyId, personId),
    async visitorOf(c) {
      const person = await signedIn(c, db, accounts);
      if (person !== null) {
        const lacks = !person.twoFactorEnabled && (await rolesWithSecondFactor(db.read)).has(person.role);
        const visitor = { person: shown(person), isDemonstration: false, lacksSecondFactor: lacks };
        speakTo(c, visitor.person);
        return visitor;
      }
      return isDemonstration && isFromThisMachine(c) ? demonstrator : null;
    },
  };
}

async function signedIn(c: Context<AppEnv>, db: Database, accounts: Accounts): Promise<StoredPerson | null> {
  const session = await sessionOf(c, accounts);
  const person = session === null ? null : await personById(db.read, session.personId);
  return person?.disabledAt === null ? person : null;
}

/** The session that a request belongs to; `null` for a stranger. */
export async function sessionOf(
  c: Context,
  accounts: Accounts,
): Promise<{ readonly id: string; readonly personId: string } | null> {
  if (!(c.req.header('cookie') ?? '').includes('manyi.session_token=')) return null;
  const known = await accounts.api.getSession({ headers: c.req.raw.headers });
  return known === null ? null : { id: known.session.id, personId: known.user.id };
}

/** The language of the account stands behind one chosen by hand, and before what the browser says. */
function speakTo(c: Context<AppEnv>, { locale }: Person): void {
  const isChosen = c.req.query('lang') !== undefined || getCookie(c, languageCookie) !== undefined;
  if (locale !== null && !isChosen) c.set('locale', locale);
}

function shown({ id, name, email, role, locale }: StoredPerson): Person {
  return { id, name, email, role, locale: locales.find((known) => known === locale) ?? null };
}
