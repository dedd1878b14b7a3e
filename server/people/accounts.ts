import { hkdfSync } from 'node:crypto';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Database } from '#db/database.ts';
import { personById } from '#db/queries/people.ts';
import { accountStore, accountTables } from './account-store.ts';
import { longestPassword, shortestPassword } from './password-rules.ts';

/** How long somebody stays signed in. It is not prolonged by looking at pages, so that looking writes nothing. */
const sessionSeconds = 7 * 24 * 3600;

/** How long a code may be entered after the password was right. */
const codeSeconds = 10 * 60;

/** What the library needs to know of this server. */
interface Surroundings {
  readonly db: Database;
  readonly secret: string;
  readonly publicUrl: URL;
}

/** A key of its own for accounts, so that nothing signed with it means anything elsewhere. */
function accountKey(secret: string): string {
  return Buffer.from(hkdfSync('sha256', secret, '', 'manyi accounts', 32)).toString('base64url');
}

/**
 * The library that keeps passwords, sessions and second factors. Its own pages and addresses are not mounted; our pages
 * call it. It asks nobody outside this machine.
 */
export function createAccounts({ db, secret, publicUrl }: Surroundings) {
  return betterAuth({
    appName: 'Manyi',
    baseURL: publicUrl.origin,
    basePath: '/studio',
    // As a list, so that no variable of the environment stands in for it.
    secrets: [{ version: 1, value: accountKey(secret) }],
    database: accountStore(db),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      revokeSessionsOnPasswordReset: true,
    },
    user: { modelName: accountTables.user },
    session: {
      modelName: accountTables.session,
      fields: { userId: 'personId' },
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
    },
    account: { modelName: accountTables.account, fields: { userId: 'personId' } },
    verification: { modelName: accountTables.verification },
    plugins: [
      twoFactor({
        issuer: 'Manyi',
        twoFactorCookieMaxAge: codeSeconds,
        schema: { twoFactor: { modelName: accountTables.twoFactor, fields: { userId: 'personId' } } },
      }),
    ],
    databaseHooks: {
      session: {
        create: {
          /** Nobody gets in with an account that was disabled, by whatever way. */
          async before(session) {
            const person = await personById(db.read, session.userId);
            return person !== null && person.disabledAt === null;
          },
        },
      },
    },
    advanced: {
      cookiePrefix: 'manyi',
      useSecureCookies: publicUrl.protocol === 'https:',
      defaultCookieAttributes: { path: '/studio', sameSite: 'lax', httpOnly: true },
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

export type Accounts = ReturnType<typeof createAccounts>;

/** Whether the library refused what somebody sent, as opposed to having failed. */
export function isRefusal(error: unknown): error is APIError {
  return error instanceof APIError && error.statusCode < 500;
}
