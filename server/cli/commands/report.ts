import type { Report, WaveReport } from '#reports/report.ts';
import { analysisOf } from '../../actions/analyse-wave.ts';
import { buildReport } from '../../actions/build-report.ts';
import type { Translate } from '../../i18n/translate.ts';
import { focusedWave, focusOn } from '../../views/reports/focus.ts';
import { warningInWords } from '../../views/reports/warnings.ts';
import { sayAddresses } from '../addresses.ts';
import { browserOf } from '../browser.ts';
import { type CommandContext, command } from '../command.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { needed, optional } from '../options.ts';
import { Refusal } from '../refusal.ts';
import { writerOf } from '../report-files.ts';

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
  options: {
    survey: needed('SLUG'),
    wave: optional('KEY'),
    out: needed('report.html|report.pdf|report.xlsx|report.json|FOLDER/'),
  },
  async run(context, { survey: slug, wave: key, out }) {
    const { withDatabase, say, t } = context;
    const write = writerOf(out);
    const { built, analysis } = await withDatabase(async (db) => {
      const survey = await surveyNamed(db.read, slug);
      if (key !== null) await waveNamed(db.read, survey, key);
      const read = await buildReport({ db }, slug);
      const focused = read && focusedWave(read, key ?? undefined);
      return { built: read, analysis: focused && (await analysisOf({ db }, slug, focused.key)) };
    });
    if (built === null) throw new Refusal('cli.report.notPublished', { survey: slug });
    await write(out, { report: built, wave: key, analysis, t, browser: browserOf(context) });
    say('cli.written', { file: out });
    const asked = built.waves.filter((wave) => key === null || wave.key === key);
    for (const wave of asked) sayWhatIsMissing(say, built, wave, t);
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
