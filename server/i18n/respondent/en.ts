/**
 * What customers read, in English; every other catalogue has the same keys and the same `{parameters}`. Where the words
 * depend on a number there is a key for each of the language’s plural forms, here `.one` and `.other`.
 */
export const words = {
  'site.name': 'Manyi',
  'errors.badRequest': 'We could not read that request',
  'errors.badRequest.help': 'Go back to the page before and send it again.',
  'errors.forbidden': 'You cannot open this page',
  'errors.forbidden.help': 'Check that you used the whole address you were given.',
  'errors.notFound': 'We do not know this address',
  'errors.notFound.help':
    'Check that you used the whole address you were given; letters count as they are written.',
  'errors.linkExpired': 'This link is no longer in use',
  'errors.linkExpired.help': 'Ask whoever sent it to you for a new one. What you had already sent is kept.',
  'errors.linkIncomplete': 'Part of this link is missing',
  'errors.linkIncomplete.help':
    'It should carry the details of your order or visit. Scan the code again, or open the link right from the message you got; copying it by hand may lose its end.',
  'errors.linkAltered': 'This link was changed on its way',
  'errors.linkAltered.help':
    'What it says about your order or visit can no longer be trusted. Scan the code again, or open the link right from the message you got.',
  'errors.linkUnfit': 'This link does not fit this survey',
  'errors.linkUnfit.help':
    'You did nothing wrong: the link says something the survey cannot take in. Please tell whoever sent it to you.',
  'errors.waveClosed': 'This survey has closed',
  'errors.waveClosed.help': 'Answers are no longer taken. What you had already sent is kept. Thank you.',
  'errors.waveNotOpen': 'This survey has not opened yet',
  'errors.waveNotOpen.help': 'Please use the same link again later.',
  'errors.waveNotOpen.until': 'It opens on {moment}. Please use the same link then.',
  'errors.tooLarge': 'That was more than we can take at once',
  'errors.tooLarge.help': 'Go back, shorten what you wrote and send it again.',
  'errors.unavailable': 'We could not save that just now',
  'errors.unavailable.help':
    'Nothing is lost: go back to the page before, where your answers still are, and send it again in a moment.',
  'errors.crowded': 'Very many people are answering just now',
  'errors.crowded.help':
    'Nothing is lost: go back to the page before, where your answers still are, and send it again in a moment.',
  'errors.failed': 'Something went wrong on our side',
  'errors.failed.help': 'Please try again in a moment. If it happens again, tell us this number: {reference}',

  'respond.progress': 'Page {number} of {total}',
  'respond.progress.orMore': 'Page {number} of {total}, or more depending on your answers',
  'respond.optional': '(optional)',
  'respond.clear': 'Clear',
  'respond.clear.question': 'Clear the answer to “{question}”',
  'respond.notApplicable': 'I cannot say',
  'respond.continue': 'Continue',
  'respond.submit': 'Send my answers',
  'respond.back': 'Previous page',
  'respond.languages': 'Language',
  'respond.kept.personal':
    'Each page is saved as you go on. You can stop at any time and come back with the same link.',
  'respond.kept.open': 'Each page is saved as you go on.',
  'respond.kept.openBegun':
    'Each page is saved as you go on. To stop and come back later, keep the address of this page.',
  'respond.sending': 'Sending…',
  'respond.sending.waiting':
    'Not sent yet: your answers cannot be delivered just now. They are kept on this device and will be sent by themselves. Leave this page open; you can still change them.',
  'respond.sending.waitingHere':
    'Not sent yet: your answers cannot be delivered just now. They will be sent by themselves. Do not close this page; you can still change them.',
  'respond.sending.overtaken':
    'This page has been answered elsewhere in the meantime. Those answers are shown; what you entered here only fills what was still open.',
  'respond.resumed': 'You go on where this survey was left on this device.',
  'respond.resumed.anew': 'Not yours? Begin anew',
  'respond.notSaved': 'We could not save this page just now',
  'respond.notSaved.help':
    'Nothing you entered is lost: it is all still here. Please send the page again in a moment.',
  'respond.summary.one': 'One answer is missing or needs a change',
  'respond.summary.other': '{count} answers are missing or need a change',
  'respond.titleWithErrors': '{heading}: {title}',
  'respond.title': '{page} ({progress}) – {survey}',
  'respond.titleWithoutProgress': '{page} – {survey}',
  'respond.choices.any': 'Choose all that apply',
  'respond.choices.exactly.one': 'Choose one',
  'respond.choices.exactly.other': 'Choose {count}',
  'respond.choices.between': 'Choose {min} to {max}',
  'respond.choices.atLeast.one': 'Choose at least one',
  'respond.choices.atLeast.other': 'Choose at least {count}',
  'respond.choices.atMost.one': 'Choose no more than one',
  'respond.choices.atMost.other': 'Choose up to {count}',
  'respond.text.limit': 'Up to {max} characters',
  'respond.specify': 'Please say what',
  'respond.ranking.hint': 'Put the first at the top, with the arrows',
  'respond.ranking.up': 'Move “{option}” up',
  'respond.ranking.down': 'Move “{option}” down',
  'respond.ranking.place': '{option}: place {place} of {total}',
  'respond.ranking.ranked': 'This is my order',
  'respond.allocation.hint': 'Share out {total} points; leave blank what gets none',
  'respond.allocation.sum': 'Shared out so far:',
  'respond.allocation.of': 'of {total}',
  'respond.contact.name': 'Name',
  'respond.contact.phone': 'Telephone',
  'respond.contact.email': 'E-mail',
  'respond.error.required.pair': 'Choose what you expected and what you got for “{question}”',
  'respond.error.required.importance': 'Choose how important “{question}” is to you',
  'respond.error.required.scale': 'Choose a number for “{question}”',
  'respond.error.required.choice': 'Choose one answer for “{question}”',
  'respond.error.required.choices': 'Choose at least one answer for “{question}”',
  'respond.error.required.number': 'Enter a number for “{question}”',
  'respond.error.required.text': 'Write an answer to “{question}”',
  'respond.error.required.ranking':
    'Put the answers to “{question}” in order, or tick that the order is yours',
  'respond.error.required.allocation': 'Share out {total} points for “{question}”',
  'respond.error.pairExpectation': 'Choose what you expected for “{question}”',
  'respond.error.pairPerception': 'Choose what you got for “{question}”',
  'respond.error.pairExpectation.orClear':
    'Choose what you expected for “{question}”, or press “{clear}” to leave it out',
  'respond.error.pairPerception.orClear':
    'Choose what you got for “{question}”, or press “{clear}” to leave it out',
  'respond.error.chooseShown': 'Choose one of the answers shown for “{question}”',
  'respond.error.oneAnswerOnly': 'Give only one answer to “{question}”',
  'respond.error.tooFew.one': 'Choose at least one answer for “{question}”',
  'respond.error.tooFew.other': 'Choose at least {min} answers for “{question}”',
  'respond.error.tooMany.one': 'Choose no more than one answer for “{question}”',
  'respond.error.tooMany.other': 'Choose no more than {max} answers for “{question}”',
  'respond.error.exclusiveOption':
    '“{option}” goes with no other answer to “{question}”: keep it alone, or untick it',
  'respond.error.specifyText': 'Say what “{option}” stands for in “{question}”',
  'respond.error.textWithoutOption':
    'You wrote beside “{option}” in “{question}” without choosing it: choose it, or delete what you wrote',
  'respond.error.notAllRanked': 'Put every answer to “{question}” in its place, each once',
  'respond.error.pointsMissing.one': 'Give one more point in “{question}”, to make {total}',
  'respond.error.pointsMissing.other': 'Give {points} more points in “{question}”, to make {total}',
  'respond.error.pointsOver.one': 'Take one point away in “{question}”, to make {total}',
  'respond.error.pointsOver.other': 'Take {points} points away in “{question}”, to make {total}',
  'respond.error.contactWay': 'Write a telephone number or an e-mail address at which we can reach you',
  'respond.error.notAPhone': 'Write a telephone number with all its digits',
  'respond.error.notAnEmail': 'Write a whole e-mail address, such as name@example.com',
  'respond.error.notANumber': 'Enter “{question}” in figures, such as 12',
  'respond.error.notADecimal': 'Enter “{question}” in figures with a point, such as 12.5',
  'respond.error.outOfRange': 'Enter a number from {min} to {max} for “{question}”',
  'respond.error.atLeast': 'Enter a number of at least {min} for “{question}”',
  'respond.error.atMost': 'Enter a number of at most {max} for “{question}”',
  'respond.error.wholeNumber': 'Enter a whole number for “{question}”',
  'respond.error.tooManyDecimals.one': 'Enter “{question}” with no more than one digit after the point',
  'respond.error.tooManyDecimals.other':
    'Enter “{question}” with no more than {decimals} digits after the point',
  'respond.error.tooLong.one': 'Shorten your answer to “{question}” by one character; {max} fit',
  'respond.error.tooLong.other': 'Shorten your answer to “{question}” by {over} characters; {max} fit',
  'respond.error.unsupportedCharacters':
    'Remove a hidden character ({character}, place {position}) from your answer to “{question}”',
  'respond.error.notOnPage':
    'Something was sent that this page does not ask. Check the page and send it again',
  'respond.thanks.title': 'Your answers have been sent',
  'respond.thanks.kept': 'They are safely stored. You can close this page now.',
  'respond.saveChange': 'Save the change',
  'respond.kept.revision': 'Until you save the change, the answers you sent before count.',
  'respond.refused': 'Your change was not saved',
  'respond.refused.screenedOut':
    'With these answers the questionnaire would end early. Choose others, or leave it as it is: the answers you sent before still count.',
  'respond.refused.overQuota':
    'Enough others have answered like this, so that the change could not be counted. Choose other answers, or leave it as it is: the answers you sent before still count.',
  'respond.revision.cancel': 'Leave it as it is',
  'respond.tie.anonymous':
    'This survey is anonymous: once you have sent your answers, nothing in our records leads from them to you.',
  'respond.tie.customer':
    'This survey is not anonymous: your answers are kept together with your customer record.',
  'respond.tie.address':
    'We do not know who you are: unless you write it yourself, your answers are not tied to you.',
  'respond.tie.facts': 'This survey is not anonymous: your answers are kept together with this: {facts}.',
  'respond.tie.group': 'the group of customers you belong to',
  'respond.tie.beside': 'Kept beside them: {facts}.',
  'respond.privacy.title': 'What happens to your answers',
  'respond.privacy.beforehand':
    'Please read first who asks and why, what happens to the data and how long it is kept.',
  'respond.privacy.link': 'About your data',
  'respond.privacy.organisation': 'Who asks',
  'respond.privacy.purpose': 'Why',
  'respond.privacy.use': 'What happens to the data',
  'respond.privacy.retention': 'How long it is kept',
  'respond.privacy.contact': 'Whom to write to',
  'respond.privacy.agreed.ticked':
    'You agreed to this on {date} by ticking the box (version {version} of the text).',
  'respond.privacy.agreed.continued':
    'You agreed to this on {date} by going on with the questionnaire (version {version} of the text).',
  'respond.consent.agree': 'I have read this and agree that my answers are used in this way',
  'respond.consent.byGoingOn':
    'By going on you agree to how your answers are used, as described at the top of this page.',
  'respond.error.consent': 'Tick the box that you agree, before you go on',
  'respond.error.consentText':
    'Read again what happens to your answers, at the top of this page, and go on: the text has changed',
  'respond.answers.link': 'My answers',
  'respond.answers.title': 'Your answers',
  'respond.answers.none': 'You have not answered anything yet.',
  'respond.answers.goOn': 'Go on with the questionnaire',
  'respond.answers.started': 'You have not sent your answers yet. Until you do, you can change every page.',
  'respond.answers.startedClosed': 'You did not send these answers, and answers are no longer taken.',
  'respond.answers.submitted': 'You have sent these answers.',
  'respond.answers.changeable': 'Until the survey closes you can change them.',
  'respond.answers.final': 'They can no longer be changed.',
  'respond.answers.untied':
    'You have answered, and your answers are stored without anything that leads from you to them. So nobody can show, change or withdraw them any more, neither you nor we: that is what makes them anonymous.',
  'respond.answers.ended': 'The questionnaire ended early. These are the answers you had given.',
  'respond.answers.saved': 'Your change has been saved.',
  'respond.answers.pending.title': 'Your change is not complete yet',
  'respond.answers.pending.page':
    '“{page}” still needs an answer. Until you give it, the answers you sent before count.',
  'respond.answers.pending.unsaved':
    'Your last change has not been saved yet. Until it is, the answers you sent before count.',
  'respond.answers.pending.closed':
    'You had begun a change that was not complete when the survey closed. The answers you sent before count.',
  'respond.answers.pending.goOn': 'Complete the change',
  'respond.answers.pending.changed': 'Changed so far',
  'respond.answers.unanswered': 'No answer',
  'respond.answers.offRoute': 'Kept, but not counted',
  'respond.answers.offRoute.why':
    'After your other answers these questions are no longer asked. What you said to them is dropped when you send your answers.',
  'respond.answers.change': 'Change “{page}”',
  'respond.answers.point': '{point} (from {min} to {max})',
  'respond.answers.specified': '{option}: {text}',
  'respond.withdrawal.link': 'Withdraw my answers',
  'respond.withdrawal.title': 'Withdraw your answers',
  'respond.withdrawal.explain':
    'Everything you said is erased and no longer counts. What stays is only that you were asked and withdrew.',
  'respond.withdrawal.final': 'This cannot be undone, and you cannot answer this survey again.',
  'respond.withdrawal.button': 'Erase my answers',
  'respond.withdrawal.keep': 'Keep my answers',
  'respond.withdrawal.nothing': 'There is nothing to withdraw: you have not answered yet.',
  'respond.withdrawn.title': 'Your answers have been withdrawn',
  'respond.withdrawn.kept': 'Nothing you said is kept any more. You can close this page now.',
  'respond.ended.title': 'Thank you. The questionnaire ends here',
  'respond.ended.kept': 'You can close this page now.',
  'respond.ended.goBack': 'I chose a wrong answer',
  'respond.thanks.changeable': 'Until the survey closes you can change your answers with the same link.',
  'respond.thanks.untied':
    'Your answers are stored without anything that leads from them to you. You can close this page now.',
  'respond.thanks.own':
    'To see or withdraw your answers later, keep the address of this page. The link you came by does not show them, since others may have it too.',
  'respond.thanks.own.changeable':
    'Until the survey closes you can change your answers. To do so, or to see or withdraw them later, keep the address of this page. The link you came by does not show them, since others may have it too.',
  'respond.slip.title': 'The answers for this link have been sent',
  'respond.slip.kept':
    'They are safely stored. They are not shown here, since others may have this link too: only the device they were sent from was given an address that shows them.',
  'respond.late.title': 'Your answers had been sent before',
  'respond.late.kept':
    'They were sent from elsewhere, and those answers count. What you entered here came later and was not kept.',
  'respond.late.said': 'Entered here and not kept',
  'respond.invitations.link': 'No more invitations',
  'respond.invitations.title': 'Invitations to surveys',
  'respond.invitations.in': 'We may invite you to surveys like this one.',
  'respond.invitations.inNote':
    'If you prefer not to be asked, one tap is enough. It holds for all our surveys; the answers you gave stay as they are.',
  'respond.invitations.out': 'You will not be invited to our surveys any more.',
  'respond.invitations.outNote': 'The answers you gave stay as they are.',
  'respond.invitations.stop': 'Do not invite me any more',
  'respond.invitations.resume': 'Invite me again',
} as const;
