import { buildReport } from '../../actions/build-report.ts';
import { loadAssets } from '../../assets.ts';
import { weightsHtml } from '../../exports/weights-html.ts';
import { focusedWave } from '../../views/reports/focus.ts';
import { loadViews } from '../../views.ts';
import { command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { needed, optional } from '../options.ts';
import { Refusal, UsageError } from '../refusal.ts';
import { sayWhatIsMissing } from './report.ts';

export const weights = command({
  name: 'weights',
  summary: 'cli.weights',
  options: { survey: needed('SLUG'), wave: optional('KEY'), out: needed('weights.html') },
  async run({ withDatabase, say, t }, { survey: slug, wave: key, out }) {
    if (!/\.html$/i.test(out)) throw new UsageError('cli.weights.kind', { file: out });
    const report = await withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, slug);
      if (key !== null) await waveNamed(db.read, survey, key);
      return await buildReport({ db }, slug);
    });
    if (report === null) throw new Refusal('cli.report.notPublished', { survey: slug });
    const wave = focusedWave(report, key ?? undefined);
    if (wave === null) throw new Refusal('cli.waveList.none', { survey: slug });
    await writeFileWhole(out, [
      weightsHtml(report, wave, t.locale, { views: loadViews(), assets: loadAssets() }),
    ]);
    say('cli.written', { file: out });
    sayWhatIsMissing(say, report, wave, t);
  },
});
