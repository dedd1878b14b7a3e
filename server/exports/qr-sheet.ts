import type { Assets } from '../assets.ts';
import type { Locale } from '../i18n/locale.ts';
import { translator } from '../i18n/translate.ts';
import { type CodesPerPage, drawnCode, qrSheetPage, type SheetCode } from '../views/sheets/qr.view.ts';
import type { Renderer } from '../views.ts';

/** More in one file are too many for a browser to print. */
export const mostCodesPerSheet = 2_000;

/**
 * Personal links as QR codes on pages of A4: one file that needs no server, no network and no script.
 *
 * @param codes at most `mostCodesPerSheet`
 * @param text what stands under each code, for its customer
 */
export function qrSheetHtml(
  codes: readonly SheetCode[],
  { title, text, perPage }: { readonly title: string; readonly text: string; readonly perPage: CodesPerPage },
  locale: Locale,
  { views, assets }: { views: Renderer; assets: Assets },
): string {
  if (codes.length > mostCodesPerSheet) throw new RangeError(`Unexpected number of codes: ${codes.length}`);
  const drawn = codes.map((code) => drawnCode(code, text));
  const view = qrSheetPage(drawn, { title, perPage }, translator(locale));
  return views.standalone('sheets/qr', view, {
    language: locale,
    title: view.documentTitle,
    css: assets.text('qr-sheet.css'),
    javascript: null,
  });
}
