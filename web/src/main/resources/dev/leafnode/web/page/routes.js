// What the part of the address after the # says, and how to say it. Ids are any text, so each is encoded by itself.

const INBOX = {view: 'inbox', filter: {}};
const FILTERS = ['application', 'waitingLongerThan', 'mine', 'text', 'sort'];

export function parse(hash) {
  const [path, query] = split(hash.replace(/^#/, ''));
  const [kind, first, second, ...more] = path.split('/').filter(step => step !== '').map(decoded);
  // No id is one of these, and a browser would take them for a way up.
  if (more.length > 0 || [first, second].some(step => step === '.' || step === '..')) return INBOX;
  switch (kind) {
    case 'judgments':
      return first === undefined ? INBOX : {view: 'judgment', executionId: first, stageId: second ?? null};
    case 'applications':
      return {view: 'executions', application: first ?? null};
    case 'executions':
      return first === undefined ? {view: 'executions', application: null} : {view: 'execution', executionId: first};
    default:
      return {view: 'inbox', filter: filterOf(query)};
  }
}

export function toInbox(filter = {}) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
  return query === '' ? '#/' : `#/?${query}`;
}

/** Without a stage, to what the execution has waited for longest. */
export function toJudgment(executionId, stageId = null) {
  return `#/judgments/${encodeURIComponent(executionId)}${stageId === null ? '' : `/${encodeURIComponent(stageId)}`}`;
}

export function toApplication(application) {
  return application ? `#/applications/${encodeURIComponent(application)}` : '#/applications';
}

export function toExecution(executionId) {
  return `#/executions/${encodeURIComponent(executionId)}`;
}

function filterOf(query) {
  const said = new URLSearchParams(query);
  return Object.fromEntries(FILTERS.filter(name => said.get(name)).map(name => [name, said.get(name)]));
}

function split(text) {
  const at = text.indexOf('?');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(step) {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
