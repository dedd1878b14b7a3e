import { Hono } from 'hono';
import type { Definitions } from '../../actions/definitions.ts';
import { reopenEnded } from '../../actions/reopen-response.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { goOn } from '../../http/go-on.ts';
import { addressFor, thanks } from './addresses.ts';
import { keepPlace } from './place.ts';
import { languageIn } from './reader.ts';

/** The way back from an early end, for who chose a wrong answer. */
export function reopeningRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  return new Hono<AppEnv>().post('/:token/thanks', async (c) => {
    const token = c.req.param('token');
    const { interview, page } = await reopenEnded(deps, token, languageIn(c));
    if (page !== null) keepPlace(c, deps, token, false);
    return goOn(c, addressFor(c, token, interview, page ?? thanks));
  });
}
