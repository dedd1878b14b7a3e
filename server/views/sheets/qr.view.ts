import type { Translate } from '../../i18n/translate.ts';
import { qrPath } from '../../qr/svg.ts';
import { qrSymbol } from '../../qr/symbol.ts';

/** A personal link to be printed. */
export interface SheetCode {
  /** The company's own number or name of the customer. */
  readonly customer: string;
  readonly address: string;
}

/** How many codes fit on a page of A4: 55, 40 or 28 mm wide. */
export const codesPerPage = [6, 12, 24] as const;
export type CodesPerPage = (typeof codesPerPage)[number];

/** A code as it is drawn. */
export interface DrawnCode {
  readonly customer: string;
  readonly text: string;
  /** How many modules wide the code is, with its quiet zone. */
  readonly modules: number;
  /** Its dark modules as an SVG path. */
  readonly path: string;
}

/** Pages of A4 with the codes of personal links. */
export interface QrSheetPage {
  readonly documentTitle: string;
  readonly perPage: CodesPerPage;
  /** What is said on the screen and not printed; `null` in a file of its own. */
  readonly aside: {
    readonly text: string;
    readonly back: { readonly href: string; readonly label: string };
  } | null;
  readonly pages: readonly { readonly label: string; readonly codes: readonly DrawnCode[] }[];
}

/**
 * Draws the code of a link, which takes a millisecond or two.
 *
 * @throws RangeError when the address fits no code
 */
export function drawnCode({ customer, address }: SheetCode, text: string): DrawnCode {
  const symbol = qrSymbol(address);
  if (symbol === null) throw new RangeError(`An address of ${address.length} characters fits no code`);
  return { customer, text, modules: symbol.length, path: qrPath(symbol) };
}

/** Sheets of codes, each with its customer and a short text beneath. */
export function qrSheetPage(
  codes: readonly DrawnCode[],
  { title, perPage, aside = null }: { title: string; perPage: CodesPerPage; aside?: QrSheetPage['aside'] },
  t: Translate,
): QrSheetPage {
  const count = Math.ceil(codes.length / perPage);
  const pages = Array.from({ length: count }, (_, page) => ({
    label: t('sheets.page', { page: page + 1, pages: count }),
    codes: codes.slice(page * perPage, (page + 1) * perPage),
  }));
  return { documentTitle: title, perPage, aside, pages };
}
