import type { Context } from 'hono';
import type { Queryable } from '#db/database.ts';
import { measureById, measuresOfSurvey } from '#db/queries/improvement-measures.ts';
import { eventsOfSurvey } from '#db/queries/survey-events.ts';
import { peopleOfSurvey } from '#db/queries/survey-people.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { ImprovementMeasure, Survey } from '#db/tables.ts';
import { beginMeasure, changeMeasure, type MeasureWish } from '../../actions/keep-measure.ts';
import { publishedVersions } from '../../actions/versions.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { type MeasureGround, measurePage } from '../../views/studio/measure-form.view.ts';
import { measuresPage, measuresPath } from '../../views/studio/measures.view.ts';
import { waveName } from '../../views/studio/surveys.view.ts';
import { targetChoices } from '../../views/studio/targets.ts';
import { surveyAs } from './named.ts';
import { readMeasure, seenIn } from './read-measure.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** What is done about what a survey says: the list of measures, and writing them down. */
export function addMeasureRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  routes
    .get('/surveys/:survey/measures', { survey: 'improve' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const said = (['measure', 'event', 'removed'] as const).find((each) => each === c.req.query('said'));
      const view = measuresPage(standing, surveyAs(survey, standing), {
        measures: await measuresOfSurvey(db.read, survey.id),
        events: await eventsOfSurvey(db.read, survey.id),
        targets: await targetsOf(db.read, survey, standing.t),
        now: deps.now(),
        said: said ?? null,
      });
      return sendStudioPage(deps, c, 'studio/measures', view);
    })

    .get('/surveys/:survey/measures/new', { survey: 'improve' }, async ({ c, visitor, survey }) => {
      const wave = (await wavesOf(db.read, survey.id)).find(({ key }) => key === c.req.query('wave'));
      const target = c.req.query('target') ?? '';
      return await show({ c, visitor, survey }, null, { ...blank, target, waveId: wave?.id ?? null });
    })

    .post('/surveys/:survey/measures/new', { survey: 'improve' }, async ({ c, visitor, survey }) => {
      const values = await readTyped(c);
      const { t } = standingOf(c, visitor);
      const reading = readMeasure(values, await groundOf(db.read, survey, t), t);
      if ('errors' in reading)
        return await show({ c, visitor, survey }, null, blank, { values, errors: reading.errors }, 422);
      const record = recorderFor(deps, visitor);
      await beginMeasure({ ...deps, record }, survey, reading.wish, visitor.person.name);
      return c.redirect(measuresPath(survey.slug, '?said=measure'), 303);
    })

    .get('/surveys/:survey/measures/:measure', { survey: 'improve' }, async ({ c, visitor, survey }) => {
      const measure = await existing(survey, c.req.param('measure'));
      return await show({ c, visitor, survey }, measure, measure);
    })

    .post('/surveys/:survey/measures/:measure', { survey: 'improve' }, async ({ c, visitor, survey }) => {
      const measure = await existing(survey, c.req.param('measure'));
      const values = await readTyped(c);
      const { t } = standingOf(c, visitor);
      const refuse = (errors: ReadonlyMap<string, string>, status: 409 | 422) =>
        show({ c, visitor, survey }, measure, measure, { values, errors }, status);
      const reading = readMeasure(values, await groundOf(db.read, survey, t), t, measure.target);
      if ('errors' in reading) return await refuse(reading.errors, 422);
      const outcome = await changeMeasure(
        { ...deps, record: recorderFor(deps, visitor) },
        measure,
        reading.wish,
        { by: visitor.person.name, seen: seenIn(values) },
      );
      if (outcome === 'overtaken') return await refuse(new Map([['', t('improve.overtaken')]]), 409);
      return c.redirect(measuresPath(survey.slug, '?said=measure'), 303);
    });

  async function existing(survey: Survey, id: string | undefined): Promise<ImprovementMeasure> {
    const measure = await measureById(db.read, survey.id, id ?? '');
    if (measure === null) throw new AppError('notFound');
    return measure;
  }

  async function show(
    { c, visitor, survey }: { c: Context<AppEnv>; visitor: Visitor; survey: Survey },
    measure: ImprovementMeasure | null,
    values: MeasureWish,
    typed: Typed = nothingTyped,
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> {
    const standing = standingOf(c, visitor);
    const ground = await groundOf(db.read, survey, standing.t);
    const named = surveyAs(survey, standing);
    const view = measurePage(standing, named, measure, values, ground, typed);
    return sendStudioPage(deps, c, 'studio/form-page', view, { status });
  }
}

const blank: MeasureWish = {
  ...{ title: '', description: '', owner: '', ownerId: null, target: '', waveId: null },
  ...{ status: 'planned', startOn: '', dueOn: null, doneOn: null },
};

/** What the questionnaire published last asks; nothing before it was published. */
async function targetsOf(read: Queryable, { id }: Survey, t: Translate): Promise<MeasureGround['targets']> {
  const latest = (await publishedVersions(read, id)).at(-1);
  return latest === undefined ? [] : targetChoices(latest.definition, t);
}

async function groundOf(read: Queryable, survey: Survey, t: Translate): Promise<MeasureGround> {
  const waves = await wavesOf(read, survey.id);
  const people = await peopleOfSurvey(read, survey.id);
  return {
    targets: await targetsOf(read, survey, t),
    waves: waves.toReversed().map((wave) => [wave.id, waveName(wave, t)] as const),
    people: people.map(({ person }) => [person.id, person.name] as const),
  };
}
