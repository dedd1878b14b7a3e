import { join } from 'node:path';
import { invitedMembers } from '#db/queries/links.ts';
import { personalAddress } from '../../addresses.ts';
import { loadAssets } from '../../assets.ts';
import { mostCodesPerSheet, qrSheetHtml } from '../../exports/qr-sheet.ts';
import { readSecret } from '../../secret.ts';
import { codesPerPage, type SheetCode } from '../../views/sheets/qr.view.ts';
import { loadViews } from '../../views.ts';
import { command } from '../command.ts';
import { makeFolder, writeFileWhole } from '../files.ts';
import { surveyNamed, waveNamed } from '../lookups.ts';
import { needed, optional } from '../options.ts';
import { Refusal, UsageError } from '../refusal.ts';

export const qrSheet = command({
  name: 'links qr-sheet',
  summary: 'cli.qrSheet',
  options: {
    survey: needed('SLUG'),
    wave: needed('KEY'),
    out: needed('FOLDER'),
    'per-page': optional(codesPerPage.join('|')),
    text: optional('TEXT'),
  },
  async run(context, options) {
    const { config, say, t } = context;
    const perPage = codesPerPage.find((each) => String(each) === (options['per-page'] ?? '12'));
    if (perPage === undefined)
      throw new UsageError('cli.qrSheet.perPage', { known: codesPerPage.join(', ') });
    const secret = readSecret(config());
    const files = { views: loadViews(), assets: loadAssets() };
    await context.withDatabase(async ({ read }) => {
      const wave = await waveNamed(read, await surveyNamed(read, options.survey), options.wave);
      const title = t('sheets.title', { wave: wave.key });
      const text = options.text ?? t('sheets.text');
      let codes: SheetCode[] = [];
      let sheets = 0;
      let count = 0;
      const flush = async () => {
        if (codes.length === 0) return;
        if (sheets === 0) await makeFolder(options.out);
        sheets += 1;
        const html = qrSheetHtml(codes, { title, text, perPage }, t.locale, files);
        const name = `${wave.key}-${String(sheets).padStart(3, '0')}.html`;
        await writeFileWhole(join(options.out, name), [html], { secret: true });
        count += codes.length;
        codes = [];
      };
      for await (const rows of invitedMembers(read, wave.id)) {
        for (const { member, link } of rows) {
          codes.push({ customer: member.customer, address: personalAddress(config(), secret, link.id) });
          if (codes.length === mostCodesPerSheet) await flush();
        }
      }
      await flush();
      if (count === 0) throw new Refusal('cli.links.none', { wave: wave.key });
      say('cli.qrSheet.done', { codes: count, files: sheets, folder: options.out });
    });
  },
});
