import Sqlite from 'better-sqlite3';

/** Every row of every table of an SQLite file, by the table's name. */
export function allRows(file: string): Record<string, unknown[]> {
  const client = new Sqlite(file, { readonly: true });
  try {
    const names = client
      .prepare("select name from sqlite_master where type = 'table' order by name")
      .pluck()
      .all() as string[];
    return Object.fromEntries(names.map((name) => [name, client.prepare(`select * from "${name}"`).all()]));
  } finally {
    client.close();
  }
}
