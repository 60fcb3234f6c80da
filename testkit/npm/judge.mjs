// Puts, lists, reads back and deletes through the vendors' own clients for Node.
// usage: node judge.mjs oss|tos ENDPOINT REGION BUCKET; the key in ACCESS_KEY_ID, ACCESS_KEY_SECRET
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

const [dialect, endpoint, region, bucket] = process.argv.slice(2);
const accessKeyId = process.env.ACCESS_KEY_ID;
const accessKeySecret = process.env.ACCESS_KEY_SECRET;
const small = Buffer.from("lifted by node\n");
const large = randomBytes(9 << 20);
const names = ["plain.txt", "dir/a b.txt", "目录/文件+1.txt"];

async function oss(authorizationV4) {
  const { default: OSS } = await import("ali-oss");
  const client = new OSS({
    endpoint, bucket, accessKeyId, accessKeySecret, authorizationV4, region: `oss-${region}`, secure: false,
  });
  for (const name of names) {
    await client.put(name, small);
    assert.deepEqual((await client.get(name)).content, small, name);
  }
  await client.multipartUpload("large.bin", large, { partSize: 4 << 20 });
  assert.deepEqual((await client.get("large.bin")).content, large);
  const seen = (await client.listV2({ "max-keys": 2 })).objects.map((object) => object.name);
  assert.equal(seen.length, 2);
  for (const name of [...names, "large.bin"]) {
    await client.delete(name);
  }
  assert.deepEqual((await client.list({})).objects ?? [], []);
}

async function tos() {
  const { default: TOS } = await import("@volcengine/tos-sdk");
  const client = new TOS.TosClient({
    accessKeyId, accessKeySecret, region, bucket, secure: false, isCustomDomain: false,
    forcePathStyle: true, endpoint: endpoint.replace("http://", ""), maxRetryCount: 0,
  });
  for (const key of names) {
    await client.putObject({ key, body: small });
    const { data } = await client.getObjectV2({ key, dataType: "buffer" });
    assert.deepEqual(data.content, small, key);
  }
  await client.uploadFile({ key: "large.bin", file: large, partSize: 5 << 20 });
  const { data } = await client.getObjectV2({ key: "large.bin", dataType: "buffer" });
  assert.deepEqual(data.content, large);
  const listed = await client.listObjectsType2({ maxKeys: 1000 });
  assert.deepEqual(listed.data.Contents.map((object) => object.Key), ["dir/a b.txt", "large.bin", "plain.txt", "目录/文件+1.txt"]);
  for (const key of [...names, "large.bin"]) {
    await client.deleteObject({ key });
  }
}

if (dialect === "oss") {
  await oss(false);
  await oss(true);
} else {
  await tos();
}
console.log("ok");
