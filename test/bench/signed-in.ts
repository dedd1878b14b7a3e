import { password } from '../helpers/people.ts';

/** The cookies of somebody who signed in as people do. */
export async function signedIn(port: number, email: string): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}/studio/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: 'http://127.0.0.1' },
    body: new URLSearchParams({ email, password }),
  });
  if (reply.status !== 303) throw new Error(`Signing in answered ${reply.status}`);
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
