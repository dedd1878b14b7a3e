import { quotaCounts } from '#db/queries/quota-places.ts';
import { versionById } from '#db/queries/versions.ts';
import { textIn } from '#surveys/localized.ts';
import { readPublished } from '../../actions/versions.ts';
import { aligned } from '../aligned.ts';
import { command } from '../command.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { needed } from '../options.ts';
import { visible } from '../visible.ts';

export const waveQuotas = command({
  name: 'wave quotas',
  summary: 'cli.waveQuotas',
  options: { survey: needed('SLUG'), wave: needed('KEY') },
  async run({ withDatabase, now, say, t, terminal }, options) {
    await withDatabase(async ({ read }) => {
      const wave = await waveNamed(read, await surveyNamed(read, options.survey), options.wave);
      const version = await versionById(read, wave.versionId);
      if (version === null) throw new RangeError(`Wave ${wave.key} points at an unknown version`);
      const { quotas, languages } = readPublished(version);
      if (quotas.length === 0) return say('cli.waveQuotas.none', { wave: wave.key });
      const counts = await quotaCounts(read, wave.id, now().getTime());
      const rows = quotas.map(({ key, name, limit }) => {
        const { taken = 0, held = 0 } = counts.get(key) ?? {};
        const free = Math.max(0, limit - taken - held);
        return [key, textIn(name, t.locale, languages), ...[taken, held, free, limit].map(String)];
      });
      const head = ['key', 'name', 'taken', 'held', 'free', 'limit'] as const;
      const lines = aligned([head.map((column) => t(`cli.waveQuotas.${column}`)), ...rows], numbers);
      for (const line of lines) terminal.out(visible(line));
    });
  },
});

/** The columns that are numbers. */
const numbers: ReadonlySet<number> = new Set([2, 3, 4, 5]);
