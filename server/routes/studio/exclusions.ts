import { exclusionReasons } from '#surveys/exclusion-reasons.ts';
import {
  type Exclusions,
  excludeResponses,
  longestNote,
  mostExcludedAtOnce,
} from '../../actions/exclude-responses.ts';
import { takeBackExclusion } from '../../actions/take-back-exclusion.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { formats } from '../../i18n/formats.ts';
import type { Translate } from '../../i18n/translate.ts';
import { recorderFor } from '../../people/recorder.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { waveIn } from './named.ts';
import { sendQuality, sendResponse } from './quality.ts';
import { standingOf } from './studio-page.ts';
import { wrongCharacters } from './typed.ts';

type Form = ReadonlyMap<string, readonly string[]>;

/** Leaving answers out of the figures and taking them in again, from the list of a wave's answers or from the page of one. */
export function addExclusionRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  routes
    .post('/surveys/:survey/waves/:wave/exclusions', { survey: 'judge' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const form = await readForm(c);
      const responses = form.get('response') ?? [];
      const reason = exclusionReasons.find((each) => each === form.get('reason')?.[0]);
      const note = form.get('note')?.[0] ?? '';
      const refuse = async (field: string, text: string) => {
        const values = new Map([...form].map(([name, all]) => [name, all[0] ?? '']));
        const typed = { values, errors: new Map([[field, text]]) };
        const looking = { c, visitor, survey };
        const [id] = responses;
        if (isFromPage(form) && id !== undefined) return await sendResponse(deps, looking, wave, id, typed);
        const [list, page] = [values.get('list'), values.get('page')];
        return await sendQuality(deps, looking, wave, { typed, ticked: new Set(responses), list, page });
      };
      const wrong = wrongCharacters(new Map([['note', note.trim()]]), t).get('note');
      if (wrong !== undefined) return await refuse('note', wrong);
      if (responses.length === 0) return await refuse('responses', t('quality.choose'));
      if (reason === undefined) throw new AppError('badRequest');
      const outcome = await excludeResponses(
        { ...deps, record: recorderFor(deps, visitor) },
        { wave, responses, reason, note, by: visitor.person.name },
      );
      if (typeof outcome === 'string') return await refuse(...refusal(outcome, t));
      return c.redirect(
        `${pageOf(survey.slug, wave.key, form)}${new URLSearchParams(countsOf(outcome))}`,
        303,
      );
    })

    .post(
      '/surveys/:survey/waves/:wave/exclusions/undo',
      { survey: 'judge' },
      async ({ c, visitor, survey }) => {
        const wave = await waveIn(db.read, survey, c.req.param('wave'));
        const form = await readForm(c);
        const response = form.get('response')?.[0] ?? '';
        const isUndone = await takeBackExclusion(
          { ...deps, record: recorderFor(deps, visitor) },
          { wave, response, by: visitor.person.name },
        );
        const said = isUndone ? 'undone=1' : 'notUndone=1';
        return c.redirect(`${pageOf(survey.slug, wave.key, form)}${said}`, 303);
      },
    );
}

/** Whether it was sent from the page of one answer. */
function isFromPage(form: Form): boolean {
  return form.get('from')?.[0] === 'response';
}

/** Where a form came from, up to what there is to say. */
function pageOf(slug: string, wave: string, form: Form): string {
  const id = form.get('response')?.[0];
  if (isFromPage(form) && id !== undefined)
    return `${wavePath(slug, wave, `/quality/${encodeURIComponent(id)}`)}?`;
  const kept = ['list', 'page'].flatMap((name): [string, string][] => {
    const value = form.get(name)?.[0];
    return value === undefined ? [] : [[name, value]];
  });
  return `${wavePath(slug, wave, '/quality')}?${new URLSearchParams(kept)}${kept.length > 0 ? '&' : ''}`;
}

/** What became of the answers that were marked, as an address says it. */
function countsOf({ excluded, passedOver }: Exclusions): Record<string, string> {
  const already = passedOver.filter(({ why }) => why === 'alreadyExcluded').length;
  const gone = passedOver.length - already;
  return {
    excluded: String(excluded),
    ...(already > 0 ? { already: String(already) } : {}),
    ...(gone > 0 ? { gone: String(gone) } : {}),
  };
}

/** Why nothing was left out, at the field that says so. */
function refusal(
  outcome: 'noteMissing' | 'tooLong' | 'tooMany',
  t: Translate,
): readonly [field: string, text: string] {
  const { integer } = formats(t.locale);
  switch (outcome) {
    case 'noteMissing':
      return ['note', t('quality.noteMissing')];
    case 'tooLong':
      return ['note', t('quality.noteTooLong', { maximum: integer(longestNote) })];
    case 'tooMany':
      return ['responses', t('quality.tooMany', { maximum: integer(mostExcludedAtOnce) })];
  }
}
