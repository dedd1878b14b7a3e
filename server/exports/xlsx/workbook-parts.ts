import { xmlText } from './xml-text.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A sheet that was written. */
export interface WrittenSheet {
  readonly name: string;
  /** The cells that readers can filter, as `$A$1:$C$10`; `null` for none. */
  readonly filtered: string | null;
}

export const rootRelationsXml = `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export function workbookXml(sheets: readonly WrittenSheet[]): string {
  const tabs = sheets.map(
    ({ name }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const names = sheets.flatMap(({ name, filtered }, i) =>
    filtered === null
      ? []
      : `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${xmlText(quoted(name))}!${filtered}</definedName>`,
  );
  const defined = names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`;
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${tabs.join('')}</sheets>${defined}</workbook>`;
}

function quoted(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

export function workbookRelationsXml(sheets: number): string {
  const parts = numbers(sheets).map((number) =>
    relation(number, `${relations}/worksheet`, `worksheets/sheet${number}.xml`),
  );
  const styles = relation(sheets + 1, `${relations}/styles`, 'styles.xml');
  return `${declaration}<Relationships xmlns="${packages}/relationships">${parts.join('')}${styles}</Relationships>`;
}

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;
}

export function contentTypesXml(sheets: number): string {
  const override = (part: string, type: string) =>
    `<Override PartName="/xl/${part}" ContentType="${contentType}.${type}+xml"/>`;
  return [
    `${declaration}<Types xmlns="${packages}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('workbook.xml', 'sheet.main'),
    override('styles.xml', 'styles'),
    ...numbers(sheets).map((number) => override(`worksheets/sheet${number}.xml`, 'worksheet')),
    '</Types>',
  ].join('');
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}
