// Talks to davit mcp with clients that others wrote, and compares what they get with the command.
//
//   DAVIT='["/path/to/davit"]' node judge.mjs [--all]
//
// DAVIT is the command as a JSON array. With --all the inspector calls every tool, not only one.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
const [command, ...prefix] = JSON.parse(process.env.DAVIT);
const all = process.argv.includes('--all');
const home = await mkdtemp(join(tmpdir(), 'davit-judge-'));
const environment = {
  PATH: process.env.PATH,
  HOME: home,
  XDG_STATE_HOME: join(home, 'state'),
  DAVIT_INDEX: join(home, 'index.db'),
  LC_ALL: process.env.LC_ALL ?? 'C', // the launcher lets Chinese through even so
};
const TOOLS = [
  'file_index_open',
  'file_index_list',
  'file_index_resolve',
  'file_index_search',
  'file_index_get',
  'file_index_record',
  'file_index_forget',
  'file_upload',
];
const UPLOADS = ['upload_destinations', 'upload'];
let checks = 0;

function check(what, actual, expected) {
  assert.deepEqual(actual, expected, what);
  checks++;
}

function holds(what, condition) {
  assert.ok(condition, what);
  checks++;
}

/** Runs davit; the exit code says how much was found. */
async function davit(...args) {
  try {
    return (await run(command, [...prefix, ...args], { env: environment })).stdout;
  } catch (e) {
    if ([3, 4, 5].includes(e.code)) {
      return e.stdout;
    }
    throw e;
  }
}

const json = async (...args) => JSON.parse(await davit('index', ...args, '--json'));

async function connect(transport) {
  const client = new Client({ name: 'judge', version: '1.0.0' });
  await client.connect(transport);
  return client;
}

/** Calls a tool; the client itself compares the answer with the tool's output schema. */
async function call(client, name, args = {}) {
  const result = await client.callTool({ name, arguments: args });
  holds(`${name} succeeds: ${JSON.stringify(result.content)}`, !result.isError);
  const text = result.content.find((each) => each.type === 'text').text;
  check(`${name}: the text is the structured content`, JSON.parse(text), result.structuredContent);
  return result.structuredContent;
}

async function refused(client, name, args, pattern) {
  const result = await client.callTool({ name, arguments: args });
  holds(`${name} is refused`, result.isError === true);
  const text = result.content[0].text;
  holds(`${name} says ${pattern}, not ${text}`, pattern.test(text));
  holds('no stack trace', !/\n\s+at |\.java:/.test(JSON.stringify(result)));
  return text;
}

async function lists(client, expected, bound) {
  const { tools } = await client.listTools();
  check('tools', tools.map((each) => each.name), expected);
  check('the same again', (await client.listTools()).tools, tools);
  for (const tool of tools) {
    holds(`${tool.name} has an output schema`, tool.outputSchema.type === 'object');
    for (const hint of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint']) {
      holds(`${tool.name} says ${hint}`, typeof tool.annotations[hint] === 'boolean');
    }
    const named = 'session' in tool.inputSchema.properties;
    holds(
      `${tool.name} names a session only where there is a choice`,
      named === (!bound && !['file_index_open', 'upload_destinations'].includes(tool.name)),
    );
  }
  holds('instructions', client.getInstructions().includes('file_index_resolve'));
  const { resourceTemplates } = await client.listResourceTemplates();
  check('one template', resourceTemplates.length, 1);
}

/** Every tool, and the same questions through the command. */
async function asks(client, session, args, as = []) {
  const sha256 = (n) => String(n).repeat(64);
  const at = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
  const files = [
    { path: 'conf/config.yaml', turn: 1, uploaded_at: at(4000) },
    { path: 'conf/config_old.yaml', turn: 1, uploaded_at: at(3990) },
    { path: '图/截图 1.png', turn: 2, uploaded_at: at(60) },
    { path: 'app.log', turn: 3, uploaded_at: at(30) },
  ];
  for (const [i, file] of files.entries()) {
    const upload = { ...file, size: i, sha256: sha256(i), upload_id: `judge-${i}`, ...args };
    const first = await call(client, 'file_index_record', upload);
    check('recorded', [first.file.path, first.duplicate], [file.path, false]);
    check('twice is once', await call(client, 'file_index_record', upload), { ...first, duplicate: true });
  }
  const same = async (name, tool, verb) =>
    check(`${name} is what the command says`, await call(client, name, { ...tool, ...args }),
      await json(...verb, ...as, '--session', session));
  await same('file_index_list', { reference: 'these', file_type: ['config'], turn: 3 },
    ['ls', '--ref', 'these', '--type', 'config', '--turn', '3']);
  await same('file_index_resolve', { text: '对比这两个配置文件', turn: 3 },
    ['find', '--turn', '3', '对比这两个配置文件']);
  await same('file_index_search', { query: '截图' }, ['search', '截图']);
  const { files: found } = await call(client, 'file_upload', { reference: 'this', file_type: 'log', ...args });
  check('the log', found.map((each) => each.name), ['app.log']);
  await same('file_index_get', { file_id: found[0].file_id }, ['show', found[0].file_id]);
  const resource = await client.readResource({ uri: found[0].uri });
  check('the resource', JSON.parse(resource.contents[0].text), found[0]);

  const page = await call(client, 'file_index_list', { page_size: 3, ...args });
  const rest = await call(client, 'file_index_list', { page_size: 3, cursor: page.next_cursor, ...args });
  check('pages', [page.files.length, rest.files.length, rest.next_cursor], [3, 1, undefined]);
  await refused(client, 'file_index_list', { file_type: ['log'], cursor: page.next_cursor, ...args }, /^cursor_mismatch/);
  await refused(client, 'file_index_list', { cursor: 'x', ...args }, /^invalid_cursor/);
  await refused(client, 'file_index_list', { reference: 'nth', ...args }, /^invalid_arguments.*index/);
  await refused(client, 'file_index_list', { reference: 'blah', ...args }, /\/reference/);
  await refused(client, 'file_index_list', { colour: 'red', ...args }, /colour/);
  await assert.rejects(client.callTool({ name: 'nothing', arguments: {} }));
  await assert.rejects(client.readResource({ uri: 'upload-index://no/where' }));
  check('forgotten', await call(client, 'file_index_forget', { file_id: found[0].file_id, ...args }), { status: 'deleted' });
  check('gone', await call(client, 'file_index_get', { file_id: found[0].file_id, ...args }), { status: 'deleted' });
}

async function uploads(client, args) {
  const work = join(home, 'work');
  check('destinations', await call(client, 'upload_destinations'), {
    destinations: [{ name: 'store', destination: `local:${join(home, 'store')}` }],
    roots: [work],
  });
  const sent = await call(client, 'upload', { path: '报告.md', destination: 'store', turn: 4, ...args });
  check('sent', [sent.status, sent.stored, sent.files[0].name], ['ok', 1, '报告.md']);
  const found = await call(client, 'file_index_resolve', { text: '这个文档', turn: 4, ...args });
  check('found again', found.results[0].files, sent.files);
  for (const path of ['../secret.txt', 'way-out/secret.txt', join(home, 'secret.txt'), '/etc/passwd']) {
    await refused(client, 'upload', { path, destination: 'store', ...args }, /^not_found/);
  }
  await refused(client, 'upload', { path: '报告.md', destination: 'elsewhere', ...args }, /^unknown_destination/);
}

const ALLOWED = ['--upload-root', join(home, 'work'), '--upload-to', `store=local:${join(home, 'store')}`];

async function overStdio() {
  const { session } = await json('open', '--zone', 'Asia/Shanghai');
  const args = [...prefix, 'mcp', '--session', session, ...ALLOWED];
  const client = await connect(new StdioClientTransport({ command, args, env: environment, stderr: 'ignore' }));
  await lists(client, [...TOOLS, ...UPLOADS], true);
  check('the bound session', (await call(client, 'file_index_open')).session, session);
  await asks(client, session, {});
  await uploads(client, {});
  await client.close();
}

/** Starts a server; returns its address. */
async function serve() {
  const tokens = join(home, 'tokens');
  await writeFile(tokens, `alice ${'a'.repeat(32)}\nbob ${'b'.repeat(32)}\n`, { mode: 0o600 });
  const server = spawn(command, [...prefix, 'mcp', '--http', '127.0.0.1:0', '--tokens', tokens], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface(server.stderr)) {
    const found = line.match(/http:\/\/\S+/);
    if (found) {
      return { server, url: found[0] };
    }
  }
  throw new Error('the server did not start');
}

const bearer = (letter) => ({ Authorization: `Bearer ${letter.repeat(32)}` });

function caller(url, letter) {
  return connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: bearer(letter) } }));
}

async function overHttp(url) {
  const alice = await caller(url, 'a');
  const bob = await caller(url, 'b');
  await lists(alice, TOOLS, false);
  const { session } = await call(alice, 'file_index_open', { zone: 'Asia/Shanghai' });
  const file = { path: 'hers.txt', size: 1, sha256: 'e'.repeat(64), upload_id: 'x' };
  await call(alice, 'file_index_record', { ...file, session });
  const other = await refused(bob, 'file_index_list', { session }, /^session_not_found/);
  const none = await refused(bob, 'file_index_list', { session: 's0' }, /^session_not_found/);
  check("another's session is none", other, none);
  await refused(alice, 'file_index_list', {}, /^session_required/);

  const opened = (await call(alice, 'file_index_open', { zone: 'Asia/Shanghai' })).session;
  await asks(alice, opened, { session: opened }, ['--as', 'alice']);
  await alice.close();
  await bob.close();
  return opened;
}

async function strangers(url) {
  const post = (headers, body = '{"jsonrpc":"2.0","id":1,"method":"ping"}') =>
    fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });
  check('no token', (await post({})).status, 401);
  check('wrong token', (await post(bearer('c'))).status, 401);
  check('a page of elsewhere', (await post({ ...bearer('a'), Origin: 'http://evil.example' })).status, 403);
  check('a page of here', (await post({ ...bearer('a'), Origin: 'http://localhost:6274' })).status, 200);
  const bad = await post(bearer('a'), '{');
  check('bad JSON', bad.status, 400);
  holds('no stack trace', !/\.java|\bat /.test(await bad.text()));
  check('no stream', (await fetch(url, { headers: bearer('a') })).status, 405);
}

async function inspector(target, ...args) {
  const cli = join(here, 'node_modules', '.bin', 'mcp-inspector');
  const { stdout } = await run(cli, ['--cli', ...target, ...args], { env: { ...process.env, ...environment } });
  return JSON.parse(stdout);
}

async function inspects(url, session) {
  const http = [url, '--transport', 'http', '--header', `Authorization: Bearer ${'a'.repeat(32)}`];
  check('tools', (await inspector(http, '--method', 'tools/list')).tools.map((each) => each.name), TOOLS);
  const calls = {
    file_index_list: ['page_size=2'],
    file_index_resolve: ['text=截图'],
    file_index_search: ['query=config'],
    file_index_get: ['file_id=f0'],
    file_index_record: ['path=i.txt', 'size=1', `sha256=${'d'.repeat(64)}`, 'upload_id=i'],
    file_index_forget: ['file_id=f0'],
    file_upload: ['reference=this'],
  };
  for (const [tool, args] of Object.entries(calls).slice(0, all ? undefined : 1)) {
    const result = await inspector(http, '--method', 'tools/call', '--tool-name', tool,
      '--tool-arg', `session=${session}`, ...args.flatMap((each) => ['--tool-arg', each]));
    holds(`${tool} over HTTP`, !result.isError && result.structuredContent !== undefined);
  }
  const { session: bound } = await json('open');
  const stdio = [command, ...prefix, 'mcp', '--index', environment.DAVIT_INDEX, '--session', bound];
  for (const [tool, args] of Object.entries(calls).slice(0, all ? undefined : 1)) {
    const result = await inspector(stdio, '--method', 'tools/call', '--tool-name', tool,
      ...args.flatMap((each) => ['--tool-arg', each]));
    holds(`${tool} over stdio`, !result.isError && result.structuredContent !== undefined);
  }
}

let server;
try {
  await mkdir(join(home, 'work'));
  await writeFile(join(home, 'work', '报告.md'), '# report\n');
  await writeFile(join(home, 'secret.txt'), 'secret\n');
  await symlink(home, join(home, 'work', 'way-out'));
  await overStdio();
  const started = await serve();
  server = started.server;
  const session = await overHttp(started.url);
  await strangers(started.url);
  await inspects(started.url, session);
  console.log(`${checks} checks hold`);
} finally {
  server?.kill();
  await rm(home, { recursive: true, force: true });
}
