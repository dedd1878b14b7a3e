import type { TestApp } from './app.ts';
import type { Browser } from './people.ts';

/** A file as a form sends it. */
export function aFile(name: string, content: string | Uint8Array, type = 'application/json'): File {
  return new File([typeof content === 'string' ? content : new Uint8Array(content)], name, { type });
}

/** A form with files, as a browser encodes it. */
export function aFormWithFiles(parts: readonly (readonly [name: string, value: string | File])[]): FormData {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  return form;
}

/** Sends a form with files from somebody's browser. */
export async function sendFiles(
  app: TestApp,
  { cookies }: Pick<Browser, 'cookies'>,
  path: string,
  form: FormData,
): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: app.deps.publicUrl.origin };
  return await app.app.request(path, { method: 'POST', body: form, headers });
}
