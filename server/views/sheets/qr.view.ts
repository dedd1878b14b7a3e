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

/** Pages of A4 with the codes of personal links. */
export interface QrSheetPage {
  readonly documentTitle: string;
  readonly perPage: CodesPerPage;
  readonly pages: readonly {
    readonly label: string;
    readonly codes: readonly {
      readonly customer: string;
      readonly text: string;
      /** How many modules wide the code is, with its quiet zone. */
      readonly modules: number;
      /** Its dark modules as an SVG path. */
      readonly path: string;
    }[];
  }[];
}

/**
 * Sheets of codes, each with its customer and a short text beneath.
 *
 * @throws RangeError when an address fits no code
 */
export function qrSheetPage(
  codes: readonly SheetCode[],
  { title, text, perPage }: { title: string; text: string; perPage: CodesPerPage },
  t: Translate,
): QrSheetPage {
  const drawn = codes.map(({ customer, address }) => {
    const symbol = qrSymbol(address);
    if (symbol === null) throw new RangeError(`An address of ${address.length} characters fits no code`);
    return { customer, text, modules: symbol.length, path: qrPath(symbol) };
  });
  const count = Math.ceil(drawn.length / perPage);
  const pages = Array.from({ length: count }, (_, page) => ({
    label: t('sheets.page', { page: page + 1, pages: count }),
    codes: drawn.slice(page * perPage, (page + 1) * perPage),
  }));
  return { documentTitle: title, perPage, pages };
}
