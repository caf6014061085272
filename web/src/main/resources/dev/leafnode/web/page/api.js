// The calls of the REST interface. Every address is relative to the page, so that any prefix will do.

const LONGEST_MS = 20_000;

/** So many executions are read at most, the newest ones. */
export const MOST = 100;

/** What the server refused, or that nobody answered (status 0). */
export class Problem extends Error {
  constructor(status, detail, body = {}) {
    super(detail);
    this.status = status;
    this.body = body;
  }
}

/** Reads what waits, of as many pages as it takes to have that many. */
export async function judgments(filter, most) {
  const query = new URLSearchParams({...filter, count: 'true'});
  const found = [];
  let count;
  let next;
  do {
    query.set('limit', Math.min(1000, most - found.length));
    const page = await read(`judgments?${query}`);
    found.push(...page.judgments);
    count ??= page.count;
    next = page.nextPageToken;
    query.set('pageToken', next ?? '');
  } while (next !== null && found.length < most);
  return {judgments: found, count, more: next !== null};
}

/** What an execution waits for, the one that has waited longest first. */
export async function blocking(executionId) {
  return (await read(`executions/${encodeURIComponent(executionId)}/judgments?limit=1000`)).judgments;
}

export function execution(executionId, expand) {
  return read(`pipelines/${encodeURIComponent(executionId)}?expand=${expand}`);
}

export function executions(application, awaitingOnly) {
  const query = awaitingOnly ? '&awaitingJudgment=any' : '';
  return read(`applications/${encodeURIComponent(application)}/pipelines?expand=false&limit=${MOST}${query}`);
}

export function decide(judgment, decision) {
  const path = `judgments/${encodeURIComponent(judgment.executionId)}/${encodeURIComponent(judgment.stageId)}/decision`;
  return send(path, {...decision, attempt: judgment.attempt});
}

/** The browser keeps each answer with its tag and asks whether it has changed, which is what no-cache means. */
function read(path) {
  return answer(path, {cache: 'no-cache'});
}

function send(path, body) {
  return answer(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', ...csrf()},
    body: JSON.stringify(body),
  });
}

async function answer(path, options) {
  let response;
  let text;
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      signal: AbortSignal.timeout(LONGEST_MS),
      ...options,
      headers: {Accept: 'application/json, application/problem+json', ...options.headers},
    });
    text = await response.text();
  } catch {
    throw new Problem(0, 'The server does not answer.');
  }
  const json = parsed(text);
  if (!response.ok) throw new Problem(response.status, json?.detail ?? `The server answered ${response.status}.`, json ?? {});
  if (json === undefined) throw new Problem(response.status, 'The server did not answer in JSON; perhaps you have to sign in again.');
  return json;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What Spring Security wants to see again of its cookie, where a host protects what is posted so. */
function csrf() {
  const token = document.cookie.split('; ').find(cookie => cookie.startsWith('XSRF-TOKEN='));
  return token === undefined ? {} : {'X-XSRF-TOKEN': decodeURIComponent(token.slice('XSRF-TOKEN='.length))};
}
