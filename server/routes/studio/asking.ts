import type { Queryable } from '#db/database.ts';
import { optOutCount } from '#db/queries/opt-outs.ts';
import { settingOf } from '#db/queries/settings.ts';
import { type AskingCap, askingCap } from '#surveys/sampling/asking-cap.ts';
import { askingCapKey, askingCapOf, setAskingCap } from '../../actions/asking-cap.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Translate } from '../../i18n/translate.ts';
import { recorderFor } from '../../people/recorder.ts';
import { askingPage, askingPath } from '../../views/studio/asking.view.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** How often one customer is asked over all surveys: seen in words, and changed. */
export function addAskingRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, now } = deps;

  routes
    .get('/settings', { general: 'changeSettings' }, async ({ c, visitor }) => {
      const isSaved = c.req.query('said') === 'saved';
      const view = askingPage(standingOf(c, visitor), {
        ...(await askingNow(db.read)),
        isSaved,
        typed: nothingTyped,
      });
      return sendStudioPage(deps, c, 'studio/asking', view);
    })

    .post('/settings/asking', { general: 'changeSettings' }, async ({ c, visitor }) => {
      const standing = standingOf(c, visitor);
      const values = await readTyped(c);
      const read = values.get('do') === 'lift' ? { cap: null } : readCap(values, standing.t);
      if ('errors' in read) {
        const typed: Typed = { values, errors: read.errors };
        const view = askingPage(standing, { ...(await askingNow(db.read)), isSaved: false, typed });
        return sendStudioPage(deps, c, 'studio/asking', view, { status: 422 });
      }
      const changedBy = visitor.person.name;
      await setAskingCap({ db, now, record: recorderFor(deps, visitor) }, { cap: read.cap, changedBy });
      return c.redirect(`${askingPath}?said=saved`, 303);
    });
}

async function askingNow(read: Queryable) {
  return {
    cap: await askingCapOf(read),
    setting: await settingOf(read, askingCapKey),
    optOuts: await optOutCount(read),
  };
}

function readCap(
  values: ReadonlyMap<string, string>,
  t: Translate,
): { readonly cap: AskingCap } | { readonly errors: ReadonlyMap<string, string> } {
  const whole = (name: string) => Number(/^\d{1,4}$/.exec(values.get(name) ?? '')?.[0] ?? Number.NaN);
  const reading = askingCap.safeParse({ times: whole('times'), days: whole('days') });
  if (reading.success) return { cap: reading.data };
  const wrong = new Set(reading.error.issues.map(({ path }) => path[0]));
  const fields = (['times', 'days'] as const).filter((name) => wrong.has(name));
  return { errors: new Map(fields.map((name) => [name, t(`asking.${name}.wrong`)])) };
}
