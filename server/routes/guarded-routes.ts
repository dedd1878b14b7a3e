import type { Dependencies } from '../http/context.ts';
import type { GuardedRoutes } from '../http/guarded.ts';
import { createAccounts } from '../people/accounts.ts';
import { createGuard } from '../people/guard.ts';
import { accountRoutes } from './account/routes.ts';
import { studioRoutes } from './studio/routes.ts';

/** Everything under `/studio`, where each route says what it needs. A test walks all of them with everybody. */
export function guardedRoutes(deps: Dependencies): readonly GuardedRoutes[] {
  const accounts = createAccounts(deps);
  const { db, isDemonstration = false } = deps;
  const guard = createGuard({ db, accounts, isDemonstration });
  return [studioRoutes(guard, deps), accountRoutes(guard, { ...deps, accounts })];
}
