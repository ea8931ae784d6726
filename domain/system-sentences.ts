/** Why an outside system, or what lies before it, did not do what we asked: our words; `{said}` are the system's own. */
export const systemSentences = {
  keyNotAccepted: '{request}: {status} (the key is not accepted){said}',
  redirected:
    '{request}: {status} (redirected: either the key is not accepted, or `url` is not the final address){said}',
  silent: '{request}: no answer within {ms} ms',
  tooLong: '{request}: answer larger than {bytes} bytes',
  noConnection: '{request}: no connection',
  notJson: '{request}: {status}, but the answer is not JSON: {said}',
  letAlone:
    '{request}: not sent, since the system answered {status} and asked to be let alone for {seconds} s more',
  systemSilent: '{system} does not answer: {why}',
  notSeen: 'our account may not see it',

  metWrites: '{request}: 422, somebody else wrote at the same time',
  withoutReason: '{request}: 422: without a reason',
  notRedmine: "{request}: the answer is not Redmine's: {said}",
  noProject: 'Redmine: project "{project}": there is none, or our account is no member of it',
  projectNotSeen: 'Redmine: project "{project}": our account may not see it',
  noWord:
    'Redmine has no {field} "{name}"; it has: {known}. Correct the mapping of {field} in the configuration.',
  nothingNamed:
    'Redmine has no {field} "{name}" in the configured project, or our account cannot see it. Run the doctor.',
  noPrivateNotes:
    'Redmine: our account may not set notes as private, so an internal comment would become public there. Give its role the permission "Set notes as private".',
  noFilter:
    'Redmine does not filter by the field "{field}". Tick "Used as a filter" in the field\'s settings there.',
  tooOld: 'Redmine ignores the filter issue_id: 4.1 or newer is needed.',
  cutFile: 'Redmine: file {file} came with {came} of {size} bytes',
  pollCursor: "Redmine: the poll's cursor is not readable: {cursor}",

  badToken: "{system}: `token` is not one of RT's (1-<user>-<secret>), or its user cannot be read",
  noQueue: '{system}: there is no queue "{queue}", or our account may not see it (right SeeQueue)',
  noKeyField:
    '{system}: queue "{queue}" has no ticket field "{field}" (externalKeyField) that our account may see',
  firstText: 'Request Tracker cannot change the first text of a ticket',
  stays:
    '{system}: Request Tracker cannot make correspondence {comment} of ticket {record} private; an RT administrator can remove it there',
  noAttachment: '{system}: there is no attachment {id} ("{filename}")',
  notTicket: '"{id}" is not the number of an RT ticket',
  notAsset: '"{id}" is not the number of an RT asset',

  stillNamed:
    '{system}: record {record} still names the person after it was edited; may our account edit it there?',
  ownNotes:
    '{system}: our account may not edit its own notes of record {record}, and the person is named there. Give its role the permission "Edit own notes".',

  notShown: '{system} did not take what {contract} (record {record}) should show',
  contractGone: 'its record {record} was deleted, or our account may not see it',
} as const;
