import { wavesOverview } from '#db/queries/overviews.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { AppError } from '../../errors.ts';
import { answerFiles, dataFormats } from '../../exports/answer-files.ts';
import { createRunningExports } from '../../exports/running-exports.ts';
import type { Dependencies } from '../../http/context.ts';
import { dataTypes, sayRows, sendCsv, sendFile } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { recorderFor } from '../../people/recorder.ts';
import { answersPage } from '../../views/studio/answers.view.ts';
import { surveyPath } from '../../views/studio/frame.view.ts';
import { surveyAs } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** Up to so many rows a file is there within a second or two, so that nobody has to come back for it. */
const mostAtOnce = 5_000;

/** Taking the answers along: how many there are, and the files that hold them. */
export function addAnswersRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;
  const exports = createRunningExports({ ...deps, folder: deps.outgoing, write: deps.writeDataFile });

  routes
    .get('/surveys/:survey/answers', { survey: 'export' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const files = exports.of(survey.id, visitor.person.id);
      const waves = await wavesOverview(db.read, survey.id);
      const view = answersPage(standing, surveyAs(survey, standing), waves, files);
      return sendStudioPage(deps, c, 'studio/answers', view, { scripts: ['studio-under-way.js'] });
    })

    .post('/surveys/:survey/answers', { survey: 'export' }, async ({ c, visitor, survey }) => {
      const values = await readTyped(c);
      const wanted = values.get('wave') ?? '';
      const waves = (await wavesOf(db.read, survey.id)).filter(({ key }) => wanted === '' || key === wanted);
      if (waves.length === 0) throw new AppError('notFound');
      const chosen = { contacts: values.has('contacts'), guard: !values.has('raw') };
      const files = await answerFiles(db.read, survey, { waves, ...chosen });
      if (files === null) throw new AppError('notFound');
      const name = wanted === '' ? survey.slug : `${survey.slug}-${wanted}`;
      const words = { t: standingOf(c, visitor).t, now: deps.now() };
      const file = values.get('file');
      sayRows(c, files.count);
      if (file === 'codebook') return sendCsv(c, `${name}-codebook.csv`, files.codebook());
      if (file === 'notes') return sendCsv(c, `${name}-notes.csv`, files.notes(words));
      if (file === 'mapping') {
        return sendFile(c, `${name}-mapping.json`, 'application/json; charset=utf-8', files.mapping());
      }
      const format = dataFormats.find((each) => each === file);
      if (format === undefined) throw new AppError('badRequest');
      const wave = wanted === '' ? {} : { wave: wanted };
      await db.write((tx) =>
        recorderFor(deps, visitor)(tx, {
          survey,
          action: 'responses.exported',
          details: { ...wave, format, contacts: chosen.contacts },
        }),
      );
      const fileName = `${name}-answers.${format}`;
      if (files.count <= mostAtOnce) {
        return sendFile(c, fileName, dataTypes[format], files.answers(format, words));
      }
      exports.begin(db.read, {
        ...{ surveyId: survey.id, personId: visitor.person.id, fileName, format, count: files.count },
        ...{ survey: survey.slug, wave: wanted === '' ? null : wanted, ...chosen },
        ...{ locale: c.var.locale, at: words.now.getTime() },
      });
      return c.redirect(surveyPath(survey.slug, '/answers'), 303);
    })

    .get('/surveys/:survey/answers/files/:file', { survey: 'export' }, async ({ c, visitor, survey }) => {
      const file = await exports.file(survey.id, visitor.person.id, c.req.param('file') ?? '');
      if (file === null) throw new AppError('notFound');
      sayRows(c, file.count);
      c.header('Content-Length', String(file.size));
      return sendFile(c, file.fileName, dataTypes[file.format], file.bytes());
    })

    .post(
      '/surveys/:survey/answers/files/:file/end',
      { survey: 'export' },
      async ({ c, visitor, survey }) => {
        await exports.cancel(survey.id, visitor.person.id, c.req.param('file') ?? '');
        return c.redirect(surveyPath(survey.slug, '/answers'), 303);
      },
    );
}
