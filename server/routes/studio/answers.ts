import { wavesOverview } from '#db/queries/overviews.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { AppError } from '../../errors.ts';
import { answerFiles } from '../../exports/answer-files.ts';
import type { Dependencies } from '../../http/context.ts';
import { sendCsv, sendFile } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { recorderFor } from '../../people/recorder.ts';
import { answersPage } from '../../views/studio/answers.view.ts';
import { surveyAs } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** Taking the answers along: how many there are, and the files that hold them. */
export function addAnswersRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  routes
    .get('/surveys/:survey/answers', { survey: 'export' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const view = answersPage(standing, surveyAs(survey, standing), await wavesOverview(db.read, survey.id));
      return sendStudioPage(deps, c, 'studio/answers', view);
    })

    .post('/surveys/:survey/answers', { survey: 'export' }, async ({ c, visitor, survey }) => {
      const values = await readTyped(c);
      const wanted = values.get('wave') ?? '';
      const waves = (await wavesOf(db.read, survey.id)).filter(({ key }) => wanted === '' || key === wanted);
      if (waves.length === 0) throw new AppError('notFound');
      const contacts = values.has('contacts');
      const files = await answerFiles(db.read, survey, { waves, contacts, guard: !values.has('raw') });
      if (files === null) throw new AppError('notFound');
      const name = wanted === '' ? survey.slug : `${survey.slug}-${wanted}`;
      switch (values.get('file')) {
        case 'answers':
          await db.write((tx) =>
            recorderFor(deps, visitor)(tx, {
              survey,
              action: 'responses.exported',
              details: { ...(wanted === '' ? {} : { wave: wanted }), contacts },
            }),
          );
          return sendCsv(
            c,
            `${name}-answers.csv`,
            files.answers('csv', { t: standingOf(c, visitor).t, now: deps.now() }),
          );
        case 'codebook':
          return sendCsv(c, `${name}-codebook.csv`, files.codebook());
        case 'mapping':
          return sendFile(c, `${name}-mapping.json`, 'application/json; charset=utf-8', files.mapping());
        default:
          throw new AppError('badRequest');
      }
    });
}
