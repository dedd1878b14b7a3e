import { type Guard, GuardedRoutes } from '../../http/guarded.ts';
import { firstPages } from './first.ts';
import type { AccountDependencies } from './page.ts';
import { signInPages } from './sign-in.ts';

/** Getting in, one's own account, other people's, and who did what. */
export function accountRoutes(guard: Guard, deps: AccountDependencies): GuardedRoutes {
  const routes = new GuardedRoutes(guard, '/studio');
  firstPages(routes, deps);
  signInPages(routes, deps);
  return routes;
}
