import { eventById } from '#db/queries/survey-events.ts';
import type { Survey, SurveyEvent } from '#db/tables.ts';
import { changeEvent, noteEvent, removeEvent } from '../../actions/keep-event.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { recorderFor } from '../../people/recorder.ts';
import { eventPage, removeEventPage } from '../../views/studio/event-form.view.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { measuresPath } from '../../views/studio/measures.view.ts';
import { surveyAs } from './named.ts';
import { readEvent, seenIn } from './read-measure.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** What happened outside a survey, to be marked on its trend. */
export function addEventRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  async function existing(survey: Survey, id: string | undefined): Promise<SurveyEvent> {
    const event = await eventById(db.read, survey.id, id ?? '');
    if (event === null) throw new AppError('notFound');
    return event;
  }

  routes
    .get('/surveys/:survey/measures/events/new', { survey: 'improve' }, ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const view = eventPage(standing, surveyAs(survey, standing), null, nothingTyped);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post('/surveys/:survey/measures/events/new', { survey: 'improve' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const values = await readTyped(c);
      const reading = readEvent(values, standing.t);
      if ('errors' in reading) {
        const view = eventPage(standing, surveyAs(survey, standing), null, { values, ...reading });
        return sendStudioPage(deps, c, 'studio/form-page', view, { status: 422 });
      }
      const record = recorderFor(deps, visitor);
      await noteEvent({ ...deps, record }, survey, reading.wish, visitor.person.name);
      return c.redirect(measuresPath(survey.slug, '?said=event'), 303);
    })

    .get('/surveys/:survey/measures/events/:event', { survey: 'improve' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const event = await existing(survey, c.req.param('event'));
      const view = eventPage(standing, surveyAs(survey, standing), event, nothingTyped);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post(
      '/surveys/:survey/measures/events/:event',
      { survey: 'improve' },
      async ({ c, visitor, survey }) => {
        const standing = standingOf(c, visitor);
        const event = await existing(survey, c.req.param('event'));
        const values = await readTyped(c);
        const refuse = (errors: ReadonlyMap<string, string>, status: 409 | 422) => {
          const view = eventPage(standing, surveyAs(survey, standing), event, { values, errors });
          return sendStudioPage(deps, c, 'studio/form-page', view, { status });
        };
        const reading = readEvent(values, standing.t);
        if ('errors' in reading) return refuse(reading.errors, 422);
        const outcome = await changeEvent(
          { ...deps, record: recorderFor(deps, visitor) },
          event,
          reading.wish,
          { by: visitor.person.name, seen: seenIn(values) },
        );
        if (outcome === 'overtaken') return refuse(new Map([['', standing.t('improve.overtaken')]]), 409);
        return c.redirect(measuresPath(survey.slug, '?said=event'), 303);
      },
    )

    .get(
      '/surveys/:survey/measures/events/:event/remove',
      { survey: 'improve' },
      async ({ c, visitor, survey }) => {
        const standing = standingOf(c, visitor);
        const event = await existing(survey, c.req.param('event'));
        const view = removeEventPage(standing, surveyAs(survey, standing), event);
        return sendStudioPage(deps, c, 'studio/form-page', view);
      },
    )

    .post(
      '/surveys/:survey/measures/events/:event/remove',
      { survey: 'improve' },
      async ({ c, visitor, survey }) => {
        const standing = standingOf(c, visitor);
        const event = await existing(survey, c.req.param('event'));
        const values = await readTyped(c);
        const seen = { id: event.id, surveyId: survey.id, revision: seenIn(values) };
        const outcome = await removeEvent({ ...deps, record: recorderFor(deps, visitor) }, seen);
        if (outcome === 'overtaken') {
          const typed = { values, errors: new Map([['', standing.t('improve.overtaken')]]) };
          const view = removeEventPage(standing, surveyAs(survey, standing), event, typed);
          return sendStudioPage(deps, c, 'studio/form-page', view, { status: 409 });
        }
        return c.redirect(measuresPath(survey.slug, '?said=removed'), 303);
      },
    );
}
