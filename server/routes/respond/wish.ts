import type { Move } from '#surveys/questions/ranking.ts';
import type { Form } from '#surveys/read-page.ts';
import type { Intent } from '../../actions/next-step.ts';
import { AppError } from '../../errors.ts';

/** What the button that sent a page asks for. */
export interface Wish {
  readonly intent: Intent;
  /** The language to go on in, as a tag not yet checked; `null` to stay with the present one. */
  readonly language: string | null;
  /** The option to be moved in its order; `null` for none. */
  readonly move: Move | null;
  /** The key of the question whose answer is taken back; `null` for none. */
  readonly clear: string | null;
  /** Whether the page that was sent showed what was wrong with it. */
  readonly checked: boolean;
  /** The digest of the text about the data that is agreed to; `null` for none. */
  readonly consent: string | null;
}

const switching = /^language:([A-Za-z0-9-]{2,35})$/;
const clearing = /^clear:([A-Za-z][\w-]{0,63})$/;
const moving = /^(up|down):([A-Za-z][\w-]{0,63}):([A-Za-z][\w-]{0,63})$/;

const digest = /^[0-9a-f]{64}$/;

/** The controls of the form itself; the names of all others are its questions'. */
const ownControls: readonly string[] = ['_action', '_checked', '_consent'];

/**
 * Reads which button sent a form. Without any, as scripts and some keyboards send it, the wish is to go on.
 *
 * @throws AppError `badRequest` for a button, or another control of the form itself, that no page has
 */
export function readWish(form: Form): Wish {
  const [action = 'continue', ...others] = form.get('_action') ?? [];
  const checked = form.has('_checked');
  const isStray = (name: string) => name.startsWith('_') && !ownControls.includes(name);
  if (others.length > 0 || [...form.keys()].some(isStray)) throw new AppError('badRequest');
  const consent = form.get('_consent')?.join() ?? null;
  if (consent !== null && !digest.test(consent)) throw new AppError('badRequest');
  if (action === 'continue' || action === 'back') {
    return { intent: action, language: null, move: null, clear: null, checked, consent };
  }
  const language = switching.exec(action)?.[1] ?? null;
  const move = movedBy(action);
  const clear = clearing.exec(action)?.[1] ?? null;
  if (action !== 'stay' && language === null && move === null && clear === null)
    throw new AppError('badRequest');
  return { intent: 'stay', language, move, clear, checked, consent };
}

/** The step a button such as `up:reasons:price` asks for. */
function movedBy(action: string): Move | null {
  const [, direction, question, option] = moving.exec(action) ?? [];
  if (question === undefined || option === undefined) return null;
  return { question, option, direction: direction === 'up' ? 'up' : 'down' };
}
