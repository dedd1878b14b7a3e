import { type Guard, GuardedRoutes } from '../../http/guarded.ts';
import { accountPages } from './account.ts';
import { auditPages } from './audit.ts';
import { firstPages } from './first.ts';
import { linkPages } from './links.ts';
import type { AccountDependencies } from './page.ts';
import { peoplePages } from './people.ts';
import { secondFactorPages } from './second-factor.ts';
import { sharingPages } from './sharing.ts';
import { signInPages } from './sign-in.ts';

/** Getting in, one's own account, other people's, and who did what. */
export function accountRoutes(guard: Guard, deps: AccountDependencies): GuardedRoutes {
  const routes = new GuardedRoutes(guard, '/studio');
  firstPages(routes, deps);
  signInPages(routes, deps);
  linkPages(routes, deps);
  accountPages(routes, deps);
  secondFactorPages(routes, deps);
  peoplePages(routes, deps);
  sharingPages(routes, deps);
  auditPages(routes, deps);
  return routes;
}
