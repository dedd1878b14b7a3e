import { z } from 'zod';
import type { Queryable } from '#db/database.ts';
import { settingOf } from '#db/queries/settings.ts';
import { type Role, roles } from './person.ts';

/** The key of the setting that says who needs a second factor. */
export const secondFactorKey = 'secondFactor';

const rule = z.strictObject({ requiredFor: z.array(z.enum(roles)) });

/** The roles that sign in with a second factor only. */
export async function rolesWithSecondFactor(queryable: Queryable): Promise<ReadonlySet<Role>> {
  const setting = await settingOf(queryable, secondFactorKey);
  return new Set(setting === null ? [] : rule.parse(setting.value).requiredFor);
}
