/** Why a page of the studio cannot be had, and what to do about it. */
export const studioErrors = {
  'studio.error.badRequest': 'We could not read what was sent',
  'studio.error.badRequest.help': 'Go back to the page before, load it anew and send it again.',
  'studio.error.failed': 'Something went wrong here',
  'studio.error.failed.help':
    'Try again in a moment. If it happens again, tell whoever runs this server the number {reference}: what happened stands under it in the server’s log.',
  'studio.error.failed.sent': 'Before you send it again, look whether it was done after all.',
  'studio.error.forbidden': 'Your role does not include this',
  'studio.error.forbidden.help':
    'Your role is “{role}”. Ask an administrator for another one, or somebody who may to do it.',
  'studio.error.foreignForm': 'This form came from another address',
  'studio.error.foreignForm.help':
    'Only pages of this server may send it forms. Open the studio at {address} and do it there. If you did, whoever runs the server has to put the address people reach it at (MANYI_PUBLIC_URL) or the proxy in front of it right.',
  'studio.error.notFound': 'There is no such page for you',
  'studio.error.notFound.help':
    'The address may be mistyped, what it was about may have been removed, or the survey is not shared with you. Whoever made a survey can share it.',
  'studio.error.secondFactor': 'Set up a second factor first',
  'studio.error.secondFactor.help': 'Your role “{role}” asks for one.',
  'studio.error.signedOut': 'You are not signed in any more',
  'studio.error.signedOut.help':
    'Nothing was changed yet, and what you sent is still here: sign in by the button, which opens another tab, then come back and reload this page. Your browser asks whether to send it again; say yes.',
  'studio.error.tooLarge': 'That is more than this page takes',
  'studio.error.tooLarge.help': 'Go back, and send a shorter text or a smaller file.',
  'studio.error.unavailable': 'The database could not be used just now',
  'studio.error.unavailable.help':
    'Wait a moment, then reload this page; what you sent is sent again with it. If it goes on, tell whoever runs this server the number {reference}: the disk may be full, or another program keep the database to itself.',
  'studio.error.unknown': 'There is nothing at this address',
  'studio.error.unknown.help':
    'Check the address. Most pages are seen only by those they are shared with: if you have an account, sign in.',
  'studio.error.unchanged': 'Nothing was changed.',
  'studio.error.back': 'Back to the page before',
  'studio.error.setUp': 'Set up a second factor',
  'studio.error.surveys': 'To the surveys',
} as const;
