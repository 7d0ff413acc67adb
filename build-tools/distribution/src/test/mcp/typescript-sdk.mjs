// Both generations of the TypeScript SDK propose, search, decide and read the history.
// Usage: node typescript-sdk.mjs stdio COMMAND [ARGUMENT…] | http URL TOKEN
import assert from 'node:assert/strict';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [kind, target, ...rest] = process.argv.slice(2);

function transport(Stdio, Http) {
  return kind === 'stdio'
    ? new Stdio({ command: target, args: rest, env: process.env, stderr: 'inherit' })
    : new Http(new URL(target), { requestInit: { headers: { Authorization: `Bearer ${rest[0]}` } } });
}

const clients = [
  ['v1', new OldClient({ name: 'ts-v1', version: '1' }), transport(OldStdio, OldHttp)],
  ['v2 with handshake', new Client({ name: 'ts-v2-legacy', version: '1' }, { versionNegotiation: { mode: 'legacy' } }),
    transport(StdioClientTransport, StreamableHTTPClientTransport)],
  ['v2 stateless', new Client({ name: 'ts-v2-modern', version: '1' }, { versionNegotiation: { mode: 'auto' } }),
    transport(StdioClientTransport, StreamableHTTPClientTransport)],
];

for (const [name, client, wire] of clients) {
  await client.connect(wire);
  const call = async (tool, args) => {
    const result = await client.callTool({ name: tool, arguments: args });
    assert.ok(!result.isError, `${name} ${tool}: ${JSON.stringify(result.content)}`);
    assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
    return result.structuredContent;
  };
  const tools = (await client.listTools()).tools.map((tool) => tool.name).sort();
  assert.deepEqual(tools, ['memory_decide', 'memory_get', 'memory_history', 'memory_propose', 'memory_reinforce',
    'memory_search', 'memory_update']);
  const word = `quagga${name.replace(/\W/g, '')}${kind}`;
  const proposed = await call('memory_propose', { type: 'knowledge', content: `The ${word} likes thistles`, note: 'heard' });
  assert.equal(proposed.status, 'candidate');
  assert.deepEqual((await call('memory_search', { query: word })).memories, []);
  const decided = await call('memory_decide', { id: proposed.id, decision: 'promote', note: 'the human said so' });
  assert.equal(decided.status, 'active');
  const found = await call('memory_search', { query: word });
  assert.deepEqual(found.memories.map((memory) => memory.id), [proposed.id]);
  const changed = await call('memory_update', { id: proposed.id, if_version: 2, confidence: 0.9, note: 'sure' });
  assert.equal(changed.version, 3);
  assert.equal((await call('memory_reinforce', { id: proposed.id })).reference_count, 1);
  const history = await call('memory_history', { id: proposed.id });
  assert.deepEqual(history.entries.map((entry) => entry.action), ['created', 'promoted', 'updated', 'reinforced']);
  assert.equal(history.entries[0].on_behalf_of, { v1: 'ts-v1', 'v2 with handshake': 'ts-v2-legacy', 'v2 stateless': 'ts-v2-modern' }[name]);
  const refused = await client.callTool({ name: 'memory_update', arguments: { id: proposed.id, if_version: 1, content: 'x' } });
  assert.ok(refused.isError && refused.content[0].text.startsWith('conflict: '), JSON.stringify(refused));
  await assert.rejects(client.callTool({ name: 'memory_forget', arguments: {} }), (error) => error.code === -32602);
  const uri = `atocore://memory/${proposed.id}`;
  assert.equal(JSON.parse((await client.readResource({ uri })).contents[0].text).version, 4);
  assert.ok(JSON.parse((await client.readResource({ uri: 'atocore://dashboard' })).contents[0].text).memories);
  assert.deepEqual((await client.listPrompts()).prompts.map((prompt) => prompt.name), ['recall', 'triage']);
  const prompt = await client.getPrompt({ name: 'recall', arguments: { topic: word } });
  assert.match(prompt.messages[0].content.text, /likes thistles/);
  await client.close();
  console.log(`ok ${name} ${kind}`);
}
