import { contrast, darkTone, leastContrast, papers } from '#surveys/colours.ts';
import { setBrand } from '../../actions/set-brand.ts';
import { type Logo, readLogo } from '../../imports/read-logo.ts';
import { fileSource } from '../../imports/source.ts';
import { recorderFor } from '../../people/recorder.ts';
import { command } from '../command.ts';
import { flag, needed, optional } from '../options.ts';
import { Refusal, RefusedFile, UsageError } from '../refusal.ts';

/** Kilobytes of a logo beyond which a page of six pairs may weigh more than 20 with everything it loads. */
const advised = 8;

export const brand = command({
  name: 'brand',
  summary: 'cli.brand',
  options: {
    survey: needed('SLUG'),
    colour: optional('#0a6c74'),
    logo: optional('logo.png'),
    remove: flag,
  },
  async run(context, { survey, colour, logo, remove }) {
    const { say } = context;
    if (remove === (colour !== null || logo !== null)) throw new UsageError('cli.brand.what');
    const change = {
      colour: colour === null ? null : readColour(colour),
      logo: logo === null ? null : await logoFrom(logo),
    };
    const outcome = await context.withDatabase((db) =>
      setBrand(
        { ...context, db, record: recorderFor(context, 'command line') },
        survey,
        remove ? null : change,
      ),
    );
    if (outcome === 'unknownSurvey') throw new Refusal('cli.unknownSurvey', { survey });
    if (outcome === 'draftChanged') throw new Refusal('cli.draftChanged', { survey });
    if (outcome === 'noColour') throw new Refusal('cli.brand.noColour');
    if (outcome.brand === null) return say('cli.brand.removed', { survey });
    say('cli.brand.kept', {
      survey,
      colour: outcome.brand.colour,
      dark: darkTone(outcome.brand.colour),
    });
    const kilobytes = Math.ceil((change.logo?.bytes.length ?? 0) / 1000);
    if (kilobytes > advised) say('cli.brand.heavy', { kilobytes, advised });
  },
});

/** @throws Refusal for what is no colour, or cannot be read on white */
function readColour(text: string): string {
  const colour = text.toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(colour)) throw new Refusal('cli.brand.notAColour', { colour: text });
  const found = contrast(colour, papers.light);
  if (found < leastContrast) {
    const shown = Math.floor(found * 100) / 100;
    throw new Refusal('cli.brand.lowContrast', { colour, contrast: shown, minimum: leastContrast });
  }
  return colour;
}

/** @throws RefusedFile for a file that cannot be read or is no logo */
async function logoFrom(path: string): Promise<Logo> {
  const reading = await readLogo(fileSource(path));
  if ('problems' in reading) throw new RefusedFile(reading.problems);
  return reading.logo;
}
