import type { Dependencies } from '../http/context.ts';
import type { Guard, GuardedRoutes } from '../http/guarded.ts';
import { createAccounts } from '../people/accounts.ts';
import { createGuard } from '../people/guard.ts';
import { accountRoutes } from './account/routes.ts';
import { studioRoutes } from './studio/routes.ts';

/** Everything under `/studio`, where each route says what it needs, and who asks it. A test walks all of them with everybody. */
export function guardedRoutes(deps: Dependencies): {
  readonly guard: Guard;
  readonly routes: readonly GuardedRoutes[];
} {
  const accounts = createAccounts(deps);
  const { db, isDemonstration = false } = deps;
  const guard = createGuard({ db, accounts, isDemonstration });
  return { guard, routes: [studioRoutes(guard, deps), accountRoutes(guard, { ...deps, accounts })] };
}
