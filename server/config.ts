import { resolve } from 'node:path';
import { z } from 'zod';
import { type MailAddress, mailAddressWithName } from './mail/addresses.ts';

/** What the environment may say. Every variable has a line in the README's table; a test holds them together. */
const environment = z.object({
  MANYI_DATABASE: z.string().min(1).default('data/manyi.sqlite'),
  MANYI_HOST: z.string().min(1).default('127.0.0.1'),
  MANYI_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  MANYI_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  MANYI_SECRET: z.string().min(32).optional(),
  MANYI_CHROMIUM: z.string().min(1).optional(),
  MANYI_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MANYI_MAIL_FROM: z
    .string()
    .transform((text, context) => {
      const from = mailAddressWithName(text);
      if (from === null) context.addIssue({ code: 'custom', message: 'no address' });
      return from ?? z.NEVER;
    })
    .optional(),
});

export const settingNames = Object.keys(environment.shape);

export interface Config {
  /** The SQLite file; the secret is kept beside it unless one is given. */
  readonly databaseFile: string;
  readonly host: string;
  readonly port: number;
  /** Where customers and readers reach this server, as they type it. */
  readonly publicUrl: URL;
  readonly secret: string | null;
  /** The browser that makes PDF files and pictures; `null`: the one this machine has, if any. */
  readonly chromium: string | null;
  /** How reports are mailed; `null` where mail is not set up. */
  readonly mail: { readonly url: string; readonly from: MailAddress } | null;
}

/** Settings that cannot be used, by the names of their variables. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    super(`Settings are not valid: ${names.join(', ')}`);
    this.names = names;
  }
}

/** Reads settings from environment variables. @throws SettingsError naming every variable that is wrong */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given);
  if (!result.success) throw new SettingsError(result.error.issues.map(({ path }) => path.join('.')));
  const settings = result.data;
  return {
    databaseFile: resolve(settings.MANYI_DATABASE),
    host: settings.MANYI_HOST,
    port: settings.MANYI_PORT,
    publicUrl: new URL(settings.MANYI_PUBLIC_URL ?? `http://${settings.MANYI_HOST}:${settings.MANYI_PORT}`),
    secret: settings.MANYI_SECRET ?? null,
    chromium: settings.MANYI_CHROMIUM ?? null,
    mail: mailIn(settings),
  };
}

/** @throws SettingsError where one of the two is there without the other */
function mailIn({ MANYI_SMTP_URL: url, MANYI_MAIL_FROM: from }: z.infer<typeof environment>): Config['mail'] {
  if (url === undefined && from === undefined) return null;
  if (url === undefined) throw new SettingsError(['MANYI_SMTP_URL']);
  if (from === undefined) throw new SettingsError(['MANYI_MAIL_FROM']);
  return { url, from };
}
