import type { Report, WaveReport } from '#reports/report.ts';
import { analysisOf } from '../../actions/analyse-wave.ts';
import { buildReport } from '../../actions/build-report.ts';
import { loadAssets } from '../../assets.ts';
import { reportHtml } from '../../exports/report-html.ts';
import { jsonOf, waveDocument } from '../../exports/report-json.ts';
import type { Translate } from '../../i18n/translate.ts';
import { focusedWave, focusOn } from '../../views/reports/focus.ts';
import { warningInWords } from '../../views/reports/warnings.ts';
import { loadViews } from '../../views.ts';
import { sayAddresses } from '../addresses.ts';
import { type CommandContext, command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { needed, optional } from '../options.ts';
import { Refusal, UsageError } from '../refusal.ts';

/** Says at the terminal, too, why a wave has no figures, so that nobody finds out from an empty page. */
export function sayWhatIsMissing(
  say: CommandContext['say'],
  built: Report,
  wave: WaveReport,
  t: Translate,
): void {
  if (wave.state === 'measured') return;
  say(`cli.report.${wave.state}`, { wave: wave.key });
  const focus = focusOn(built, wave, t);
  for (const warning of wave.warnings) say('cli.report.because', { reason: warningInWords(warning, focus) });
}

export const report = command({
  name: 'report',
  summary: 'cli.report',
  options: { survey: needed('SLUG'), wave: optional('KEY'), out: needed('report.html|report.json') },
  async run({ withDatabase, say, t }, { survey: slug, wave: key, out }) {
    const kind = /\.(html|json)$/i.exec(out)?.[1]?.toLowerCase();
    if (kind === undefined) throw new UsageError('cli.report.kind', { file: out });
    const { built, analysis } = await withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, slug);
      if (key !== null) await waveNamed(db.read, survey, key);
      const read = await buildReport({ db }, slug);
      const focused = read && focusedWave(read, key ?? undefined);
      return { built: read, analysis: focused && (await analysisOf({ db }, slug, focused.key)) };
    });
    if (built === null) throw new Refusal('cli.report.notPublished', { survey: slug });
    const wave = key === null ? undefined : built.waves.find((each) => each.key === key);
    const text =
      kind === 'html'
        ? reportHtml(built, t.locale, { views: loadViews(), assets: loadAssets() }, wave?.key, analysis)
        : jsonOf(wave === undefined ? built : waveDocument(built, wave, t));
    await writeFileWhole(out, [text]);
    say('cli.written', { file: out });
    for (const each of wave === undefined ? built.waves : [wave]) sayWhatIsMissing(say, built, each, t);
  },
});

export const addresses = command({
  name: 'addresses',
  summary: 'cli.addresses',
  options: { survey: needed('SLUG') },
  async run({ withDatabase, say, config }, options) {
    const { publicUrl } = config();
    await withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, options.survey);
      await sayAddresses(say, db.read, survey, { publicUrl });
    });
  },
});

export const reportCommands = [report, addresses];
