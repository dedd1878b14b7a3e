import type { Context } from 'hono';
import type { Queryable } from '#db/database.ts';
import { framesOfSurvey } from '#db/queries/frames.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Survey } from '#db/tables.ts';
import { plan as planSchema, stratumVariable } from '#reports/plan.ts';
import { changePlan, stampOf } from '../../actions/change-plan.ts';
import { publishedVersions } from '../../actions/versions.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { type PlanGround, planPage, planPath } from '../../views/studio/plan.view.ts';
import { surveyAs } from './named.ts';
import { readPlan } from './read-plan.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** How a survey's answers are weighted and what its report shows: the analyst's decisions. */
export function addPlanRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  routes
    .get('/surveys/:survey/plan', { survey: 'judge' }, ({ c, visitor, survey }) =>
      show(c, visitor, survey, nothingTyped),
    )

    .post('/surveys/:survey/plan', { survey: 'judge' }, async ({ c, visitor, survey }) => {
      const { t } = standingOf(c, visitor);
      const values = await readTyped(c);
      const refuse = (errors: ReadonlyMap<string, string>, status: 409 | 422) =>
        show(c, visitor, survey, { values, errors }, status);
      const now = planSchema.parse(survey.plan);
      const ground = await groundOf(db.read, survey);
      const reading = readPlan(values, now, ground.variables, t);
      if ('errors' in reading) return await refuse(reading.errors, 422);
      const outcome = await changePlan(
        { db, record: recorderFor(deps, visitor) },
        { survey, wave: null, plan: reading.plan, seen: values.get('seen') ?? '' },
      );
      if (outcome === 'overtaken') return await refuse(new Map([['', t('plan.overtaken')]]), 409);
      return c.redirect(`${planPath(survey.slug)}?said=saved`, 303);
    });

  async function show(
    c: Context<AppEnv>,
    visitor: Visitor,
    survey: Survey,
    typed: Typed,
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> {
    const standing = standingOf(c, visitor);
    const ground = await groundOf(db.read, survey);
    const isSaved = c.req.query('said') === 'saved';
    const plan = planSchema.parse(survey.plan);
    const view = planPage(standing, surveyAs(survey, standing), {
      ...ground,
      plan,
      stamp: stampOf(plan),
      isSaved,
      typed,
    });
    return sendStudioPage(deps, c, 'studio/form-page', view, { status });
  }
}

/** What can be decided about: what is known of customers, and the questions of one choice. */
async function groundOf(read: Queryable, survey: Survey): Promise<PlanGround> {
  const frames = await framesOfSurvey(read, survey.id);
  const counted = new Set(frames.flatMap(({ margins }) => Object.keys(margins)));
  const amounts = new Set(frames.flatMap(({ sums }) => Object.keys(sums ?? {})));
  const latest = (await publishedVersions(read, survey.id)).at(-1)?.definition;
  const questions = (latest?.pages ?? []).flatMap((page) => page.questions);
  const choices = questions.flatMap((each) =>
    each.kind === 'choice' ? [{ name: each.key, text: each.text, isCounted: false }] : [],
  );
  const known = [...counted, ...(latest?.facts ?? []).map(({ key }) => key)];
  const attributes = [...new Set(known)]
    .filter((name) => name !== stratumVariable && !choices.some((choice) => choice.name === name))
    .map((name) => ({ name, text: null, isCounted: counted.has(name) }));
  const own = (await wavesOf(read, survey.id)).filter(({ plan }) => plan !== null);
  return {
    variables: [{ name: stratumVariable, text: null, isCounted: true }, ...attributes, ...choices],
    wavesWithTheirOwn: own.map(({ key }) => key),
    outcomes: questions.flatMap((each) =>
      each.kind === 'scale' || each.kind === 'recommend' ? [{ key: each.key, text: each.text }] : [],
    ),
    amounts: [...amounts],
  };
}
