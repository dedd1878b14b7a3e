import { type Context, Hono } from 'hono';
import { optOutOf } from '#db/queries/opt-outs.ts';
import type { Definitions } from '../../../actions/definitions.ts';
import { type Interview, interviewOf } from '../../../actions/interview.ts';
import { optBackIn, optOut } from '../../../actions/opt-out.ts';
import { AppError } from '../../../errors.ts';
import type { AppEnv, Dependencies } from '../../../http/context.ts';
import { readForm } from '../../../http/form.ts';
import { goOn } from '../../../http/go-on.ts';
import { invitationsPage } from '../../../views/respond/invitations.view.ts';
import { linksFrom, myAddress, ownAddress } from '../addresses.ts';
import { languageIn, wordsIn } from '../reader.ts';
import { showMine } from './show.ts';

/** What a form asks for. `oneClick` comes from mail programs (RFC 8058), which follow no redirect. */
type Wish = 'stop' | 'resume' | 'oneClick';

/** @throws AppError `badRequest` for a form that asks for nothing we know */
async function readWish(c: Context): Promise<Wish> {
  const form = await readFields(c);
  const [oneClick] = form.get('List-Unsubscribe') ?? [];
  if (oneClick === 'One-Click') return 'oneClick';
  const action = form.get('_action')?.join();
  if (action !== 'stop' && action !== 'resume') throw new AppError('badRequest');
  return action;
}

/** Mail programs may send the one field that RFC 8058 gives them in either encoding. */
async function readFields(c: Context): Promise<ReadonlyMap<string, readonly string[]>> {
  const type = (c.req.header('content-type') ?? '').toLowerCase();
  if (!type.startsWith('multipart/form-data')) return await readForm(c);
  try {
    const fields = await c.req.parseBody();
    return new Map(Object.entries(fields).map(([name, value]) => [name, [String(value)]]));
  } catch (cause) {
    throw new AppError('badRequest', { cause });
  }
}

/** @throws AppError `notFound` for an open link, by which nobody knows whom it would be about */
function customerOf({ member }: Interview): string {
  if (member === null) throw new AppError('notFound');
  return member.customer;
}

/** Whether a customer is invited to surveys: one button to stop it, one to take that back, whatever became of the link. */
export function invitationRoutes(deps: Dependencies & { readonly definitions: Definitions }) {
  async function show(c: Context<AppEnv>, interview: Interview): Promise<Response> {
    const own = ownAddress(c, interview, 'invitations');
    const optedOut = await optOutOf(deps.db.read, customerOf(interview));
    const view = invitationsPage({
      ...wordsIn(c, interview),
      isOut: optedOut !== null,
      action: own,
      linkTo: linksFrom(own),
    });
    return showMine(c, deps, interview, 'respond/invitations', view);
  }

  return new Hono<AppEnv>()
    .get('/:token/my/invitations', async (c) => {
      return await show(c, await interviewOf(deps.db.read, c.req.param('token'), deps, languageIn(c)));
    })

    .post('/:token/my/invitations', async (c) => {
      const token = c.req.param('token');
      const interview = await interviewOf(deps.db.read, token, deps, languageIn(c));
      const customer = customerOf(interview);
      const wish = await readWish(c);
      if (wish === 'resume') await optBackIn(deps, customer);
      else await optOut(deps, customer);
      if (wish === 'oneClick') return await show(c, interview);
      return goOn(c, myAddress(c, token, interview, 'invitations'));
    });
}
