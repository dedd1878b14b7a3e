import type { Context } from 'hono';
import { complaintsOfWave } from '#db/queries/complaints.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Survey } from '#db/tables.ts';
import { commentSettingsOf, decideAboutComments } from '../../actions/comment-settings.ts';
import { enterComplaints, removeComplaints } from '../../actions/keep-complaints.ts';
import { publishedVersions } from '../../actions/versions.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import {
  enterComplaintsPage,
  removeComplaintsPage,
  voicesPage,
  voicesPath,
} from '../../views/studio/voices.view.ts';
import { surveyAs } from './named.ts';
import { readCommentSettings, readComplaints } from './read-voices.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

interface Asked {
  readonly c: Context<AppEnv>;
  readonly visitor: Visitor;
  readonly survey: Survey;
}

/** What customers say beside their ratings: who reads their comments, and how many complained by other ways. */
export function addVoicesRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  async function show(
    { c, visitor, survey }: Asked,
    typed: Typed = nothingTyped,
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> {
    const standing = standingOf(c, visitor);
    const waves = await Promise.all(
      (await wavesOf(db.read, survey.id)).map(async (wave) => ({
        wave,
        entries: await complaintsOfWave(db.read, wave.id),
      })),
    );
    const mayDecide = mayWithSurvey(visitor.person.role, 'judge', true);
    const settings = mayDecide ? await commentSettingsOf(db.read, survey.id) : null;
    const said =
      (['saved', 'entered', 'removed'] as const).find((each) => each === c.req.query('said')) ?? null;
    const view = { waves, settings, definition: await latestOf(survey), said };
    return sendStudioPage(
      deps,
      c,
      'studio/voices',
      voicesPage(standing, surveyAs(survey, standing), view, typed),
      {
        status,
      },
    );
  }

  async function latestOf({ id }: Survey) {
    return (await publishedVersions(db.read, id)).at(-1)?.definition ?? null;
  }

  async function entryOf(survey: Survey, c: Context<AppEnv>) {
    const wave = (await wavesOf(db.read, survey.id)).find(({ key }) => key === c.req.param('wave'));
    const entry =
      wave && (await complaintsOfWave(db.read, wave.id)).find(({ id }) => id === c.req.param('entry'));
    if (!wave || !entry) throw new AppError('notFound');
    return { wave, entry };
  }

  async function showEntering(
    { c, visitor, survey }: Asked,
    typed: Typed,
    status: 200 | 422,
  ): Promise<Response> {
    const standing = standingOf(c, visitor);
    const waves = (await wavesOf(db.read, survey.id)).toReversed();
    const view = enterComplaintsPage(standing, surveyAs(survey, standing), waves, typed);
    return sendStudioPage(deps, c, 'studio/form-page', view, { status });
  }

  routes
    .get('/surveys/:survey/voices', { survey: 'improve' }, (asked) => show(asked))

    .post('/surveys/:survey/voices', { survey: 'judge' }, async (asked) => {
      const { c, visitor, survey } = asked;
      const values = await readTyped(c);
      const { t } = standingOf(c, visitor);
      const reading = readCommentSettings(values, await latestOf(survey), t);
      if ('errors' in reading) return await show(asked, { values, ...reading }, 422);
      const outcome = await decideAboutComments(
        { ...deps, record: recorderFor(deps, visitor) },
        survey,
        reading.settings,
        { by: visitor.person.name, seen: values.get('seen') ?? '' },
      );
      if (outcome === 'overtaken') {
        return await show(asked, { values, errors: new Map([['', t('improve.overtaken')]]) }, 409);
      }
      return c.redirect(voicesPath(survey.slug, '?said=saved'), 303);
    })

    .get('/surveys/:survey/voices/complaints/new', { survey: 'improve' }, (asked) =>
      showEntering(asked, nothingTyped, 200),
    )

    .post('/surveys/:survey/voices/complaints/new', { survey: 'improve' }, async (asked) => {
      const { c, visitor, survey } = asked;
      const values = await readTyped(c);
      const { t } = standingOf(c, visitor);
      const wave = (await wavesOf(db.read, survey.id)).find(({ key }) => key === values.get('wave'));
      const reading = readComplaints(values, t);
      if ('errors' in reading || wave === undefined) {
        const errors = new Map('errors' in reading ? reading.errors : []);
        if (wave === undefined) errors.set('wave', t('voices.error.wave'));
        return await showEntering(asked, { values, errors }, 422);
      }
      const record = recorderFor(deps, visitor);
      await enterComplaints({ ...deps, record }, wave, reading.wish, visitor.person.name);
      return c.redirect(voicesPath(survey.slug, '?said=entered'), 303);
    })

    .get(
      '/surveys/:survey/voices/complaints/:wave/:entry/remove',
      { survey: 'improve' },
      async ({ c, visitor, survey }) => {
        const standing = standingOf(c, visitor);
        const { wave, entry } = await entryOf(survey, c);
        const view = removeComplaintsPage(standing, surveyAs(survey, standing), wave, entry);
        return sendStudioPage(deps, c, 'studio/form-page', view);
      },
    )

    .post(
      '/surveys/:survey/voices/complaints/:wave/:entry/remove',
      { survey: 'improve' },
      async ({ c, visitor, survey }) => {
        const { wave, entry } = await entryOf(survey, c);
        await removeComplaints({ ...deps, record: recorderFor(deps, visitor) }, wave, entry.id);
        return c.redirect(voicesPath(survey.slug, '?said=removed'), 303);
      },
    );
}
