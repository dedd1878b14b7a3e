import type { Context } from 'hono';
import type { Queryable } from '#db/database.ts';
import { wavesOverview } from '#db/queries/overviews.ts';
import { personById } from '#db/queries/people.ts';
import type { Survey, SurveyVersion } from '#db/tables.ts';
import { type ProposedSeries, proposedSeries, type SeriesChoice } from '#surveys/series.ts';
import { type MoveRefusal, moveWaveToVersion } from '../../actions/move-wave-to-version.ts';
import { OvertakenError } from '../../actions/overtaken.ts';
import { publishSurvey, sameContent, type UndecidedSeries } from '../../actions/publish-survey.ts';
import { publishedVersions } from '../../actions/versions.ts';
import { waveStateAt } from '../../actions/wave-state.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import {
  type DesignedDraft,
  type Done,
  designPath,
  nothingDone,
} from '../../views/studio/design/design-frame.view.ts';
import { errorsView } from '../../views/studio/form.view.ts';
import {
  type OlderWave,
  type Publishable,
  publishPage,
  type ToldVersion,
} from '../../views/studio/publish/publish.view.ts';
import { fieldNames, seriesNames } from '../../views/studio/publish/series.view.ts';
import { waveName } from '../../views/studio/surveys.view.ts';
import { designedDraft } from './designed-draft.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped, wrongCharacters } from './typed.ts';

/** Publishing a questionnaire: what keeps it from that, what changed, which series go on, which waves move. */
export function addPublishRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  async function show(
    c: Context<AppEnv>,
    visitor: Visitor,
    survey: Survey,
    {
      done = nothingDone,
      typed = new Map(),
      status = 200,
    }: { done?: Done; typed?: ReadonlyMap<string, string>; status?: 200 | 409 | 422 } = {},
  ): Promise<Response> {
    const standing = standingOf(c, visitor);
    const here = designPath(survey.slug, '/publish');
    const draft = { ...(await designedDraft(db.read, survey.id, standing.t)), typed };
    const publishable = await publishableOf(db.read, survey, draft, {
      t: standing.t,
      at: deps.now().getTime(),
    });
    const view = publishPage({ ...standing, here }, draft, publishable, done);
    return sendStudioPage(deps, c, 'studio/publish/publish', view, { status });
  }

  routes
    .get('/surveys/:survey/questionnaire/publish', { survey: 'look' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const number = Number(c.req.query('published'));
      const said = c.req.query('unchanged') !== undefined ? t('publish.unchanged') : null;
      const published =
        Number.isInteger(number) && number > 0 ? t('publish.done', { version: number }) : said;
      return await show(c, visitor, survey, { done: { ...nothingDone, said: published } });
    })

    .post('/surveys/:survey/questionnaire/publish', { survey: 'publish' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const typed = await readTyped(c);
      const wrong = errorsView(t, wrongCharacters(typed, t, [...typed.keys()]));
      if (wrong !== null)
        return await show(c, visitor, survey, {
          done: { ...nothingDone, errors: wrong },
          typed,
          status: 422,
        });
      const draft = await designedDraft(db.read, survey.id, t);
      const last = (await publishedVersions(db.read, survey.id)).at(-1) ?? null;
      const proposed = last === null ? [] : proposedSeries(last.definition, draft.definition);
      const publication = {
        by: visitor.person,
        choices: choicesIn(typed, proposed),
        revision: Number(typed.get('revision')),
      };
      const publishing = { ...deps, record: recorderFor(deps, visitor) };
      const outcome = await publishSurvey(publishing, survey.slug, publication).catch((error: unknown) => {
        if (error instanceof OvertakenError) return 'overtaken' as const;
        throw error;
      });
      if (outcome === 'unknownSurvey') throw new AppError('notFound');
      if (outcome === 'overtaken') {
        const errors = errorsView(t, new Map([['', t('publish.overtaken')]]));
        return await show(c, visitor, survey, { done: { ...nothingDone, errors }, typed, status: 409 });
      }
      // what keeps it from being published is listed on the page itself
      if ('problems' in outcome) return await show(c, visitor, survey, { typed, status: 422 });
      if ('series' in outcome) {
        const name = seriesNames(last?.definition ?? draft.definition, draft.definition, t);
        const errors = errorsView(t, seriesErrors(outcome.series, typed, name, t));
        return await show(c, visitor, survey, { done: { ...nothingDone, errors }, typed, status: 422 });
      }
      const query = outcome.isNew ? `published=${outcome.number}` : 'unchanged';
      return c.redirect(designPath(survey.slug, `/publish?${query}`), 303);
    })

    .post(
      '/surveys/:survey/questionnaire/publish/waves',
      { survey: 'publish' },
      async ({ c, visitor, survey }) => {
        const { t } = standingOf(c, visitor);
        const chosen = new Set((await readForm(c)).get('wave') ?? []);
        const record = recorderFor(deps, visitor);
        const refused = new Map<string, string>();
        const moved: number[] = [];
        for (const wave of (await wavesOverview(db.read, survey.id)).filter(({ key }) => chosen.has(key))) {
          const outcome = await moveWaveToVersion({ ...deps, record }, wave.id);
          if (typeof outcome !== 'string') moved.push(outcome.to);
          else refused.set(wave.key, refusal(outcome, waveName(wave, t), t));
        }
        const said =
          moved.length > 0 ? plural(t, 'move.done', moved.length, { version: moved[0] ?? 0 }) : null;
        const done = { ...nothingDone, said: said ?? t('move.none'), errors: refusals(refused, t) };
        return await show(c, visitor, survey, { done, status: refused.size > 0 ? 422 : 200 });
      },
    );
}

function refusal(why: MoveRefusal, wave: string, t: Translate): string {
  return t(`move.refused.${why}`, { wave });
}

function refusals(refused: ReadonlyMap<string, string>, t: Translate): Done['errors'] {
  const errors = errorsView(t, refused);
  return errors === null ? null : { ...errors, list: errors.list.map(({ text }) => ({ href: null, text })) };
}

async function publishableOf(
  read: Queryable,
  survey: Survey,
  { definition }: DesignedDraft,
  { t, at }: { readonly t: Translate; readonly at: number },
): Promise<Publishable> {
  const versions = await publishedVersions(read, survey.id);
  const last = versions.at(-1) ?? null;
  return {
    last: last === null ? null : await toldVersion(read, last),
    isSame: last !== null && sameContent(last.definition, definition),
    waves: last === null ? [] : await olderWaves(read, versions, last, { t, at }),
  };
}

/** @param version as it is understood now, with its defaults */
export async function toldVersion(
  read: Queryable,
  { number, definition, publishedAt, publishedBy }: SurveyVersion,
): Promise<ToldVersion> {
  const person = publishedBy === null ? null : await personById(read, publishedBy);
  return { number, definition, publishedAt, publishedBy: person?.name ?? '' };
}

/** The waves of a survey that are not over and ask by an older version than its last. */
async function olderWaves(
  read: Queryable,
  versions: readonly SurveyVersion[],
  last: SurveyVersion,
  { t, at }: { readonly t: Translate; readonly at: number },
): Promise<readonly OlderWave[]> {
  const numbers = new Map(versions.map(({ id, number }) => [id, number]));
  return (await wavesOverview(read, last.surveyId))
    .filter((wave) => wave.versionId !== last.id && waveStateAt(wave, at) !== 'closed')
    .map((wave) => ({
      key: wave.key,
      name: waveName(wave, t),
      version: numbers.get(wave.versionId) ?? 0,
      begun: wave.responses.started + wave.responses.submitted,
    }));
}

/** What the form says of each series; for one that says nothing of its own what it says for all. */
function choicesIn(
  typed: ReadonlyMap<string, string>,
  proposed: readonly ProposedSeries[],
): ReadonlyMap<string, SeriesChoice> {
  const said = (name: string, forAll: string) => typed.get(name) || typed.get(forAll) || '';
  const choices = new Map<string, SeriesChoice>();
  for (const { key, proposal } of proposed) {
    const choice = said(fieldNames.choice(key), fieldNames.choiceForAll);
    if (proposal === 'decide' && (choice === 'continue' || choice === 'break')) {
      const reason = said(fieldNames.reason(key), fieldNames.reasonForAll);
      choices.set(key, { continues: choice === 'continue', reason });
    }
    if (proposal === 'continues' && typed.has(fieldNames.end(key)))
      choices.set(key, { continues: false, reason: typed.get(fieldNames.endReason) ?? '' });
  }
  return choices;
}

/** What is wrong with the decisions, by the field to go to. */
function seriesErrors(
  { undecided, problems }: UndecidedSeries,
  typed: ReadonlyMap<string, string>,
  name: (key: string) => string,
  t: Translate,
): ReadonlyMap<string, string> {
  const reasonOf = (key: string) => {
    if (typed.has(fieldNames.end(key))) return fieldNames.endReason;
    return typed.get(fieldNames.choice(key)) ? fieldNames.reason(key) : fieldNames.reasonForAll;
  };
  const errors = new Map(
    undecided.map((key) => [fieldNames.choice(key), t('series.error.undecided', { name: name(key) })]),
  );
  for (const { key, problem } of problems) {
    const field = problem === 'reasonMissing' ? reasonOf(key) : fieldNames.choice(key);
    errors.set(field, t(`series.error.${problem}`, { name: name(key) }));
  }
  return errors;
}
