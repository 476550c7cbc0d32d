import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pick, text } from '../../infra/local/demo/json.js';
import { ASSETS_PREFIX, OUTPUTS_PREFIX, PARTS_PREFIX, UPLOADS_PREFIX } from '../../libs/storage/src/keys.js';
import { SECRETS, SETTINGS } from './support/settings.js';
import { blocks, expression, readModule, type TerraformModule } from './support/terraform.js';

const PREFIXES = [ASSETS_PREFIX, OUTPUTS_PREFIX, PARTS_PREFIX, UPLOADS_PREFIX];

/** What AWS wants to see for each request (its "Actions, resources, and condition keys for Amazon S3"). */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  GetObject: ['s3:GetObject'],
  HeadObject: ['s3:GetObject'],
  CopyObject: ['s3:GetObject', 's3:PutObject'],
  PutObject: ['s3:PutObject'],
  CreateMultipartUpload: ['s3:PutObject'],
  UploadPart: ['s3:PutObject'],
  CompleteMultipartUpload: ['s3:PutObject'],
  AbortMultipartUpload: ['s3:AbortMultipartUpload'],
  DeleteObject: ['s3:DeleteObject'],
  HeadBucket: ['s3:ListBucket'],
  ListObjectsV2: ['s3:ListBucket'],
  // Done without: the module makes the bucket, and a health check takes a refusal for an answer.
  CreateBucket: [],
  ListBuckets: [],
};

async function requestsOfTheCode(): Promise<readonly string[]> {
  const dir = resolve(import.meta.dirname, '..', '..', 'libs', 'storage', 'src', 's3');
  const sources = await Promise.all((await readdir(dir)).map((name) => readFile(join(dir, name), 'utf8')));
  const names = sources.flatMap((source) => [...source.matchAll(/new (\w+)Command\(|\bpaginate(\w+)\(/g)]);
  return [...new Set(names.map(([, command, pages]) => command ?? pages ?? ''))];
}

describe('the Terraform module', () => {
  let module: TerraformModule;
  const statements = (component: string): readonly unknown[] =>
    blocks(module.block('data', 'aws_iam_policy_document', component), 'statement');
  const allowed = (component: string, action: string): string =>
    statements(component)
      .filter((one) => Object.values(pick(one, 'actions') ?? {}).includes(action))
      .map((one) => JSON.stringify(pick(one, 'resources')))
      .join(' ');
  const prefixesIn = (resources: string): readonly string[] => PREFIXES.filter((prefix) => resources.includes(prefix));

  beforeAll(async () => {
    module = await readModule();
  });

  it('allows the actions that the code’s requests need, and no others', async () => {
    const needed = new Set(
      (await requestsOfTheCode()).flatMap((request) => ACTIONS[request] ?? [`no idea: ${request}`]),
    );
    const given = ['api', 'worker'].flatMap((component) =>
      statements(component).flatMap((one) => Object.values(pick(one, 'actions') ?? {})),
    );
    expect([...new Set(given)].sort()).toEqual([...needed].sort());
  });

  it('allows them where each program has business', () => {
    const where = (component: string): Readonly<Record<string, readonly string[]>> =>
      Object.fromEntries(
        ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => [
          action,
          prefixesIn(allowed(component, action)),
        ]),
      );
    expect(where('api')).toEqual({
      's3:GetObject': [ASSETS_PREFIX, OUTPUTS_PREFIX, UPLOADS_PREFIX],
      's3:PutObject': [ASSETS_PREFIX, UPLOADS_PREFIX],
      's3:DeleteObject': [ASSETS_PREFIX, UPLOADS_PREFIX],
    });
    expect(where('worker')).toEqual({
      's3:GetObject': [ASSETS_PREFIX, OUTPUTS_PREFIX, PARTS_PREFIX],
      's3:PutObject': [OUTPUTS_PREFIX, PARTS_PREFIX],
      's3:DeleteObject': [OUTPUTS_PREFIX, PARTS_PREFIX, UPLOADS_PREFIX],
    });
    expect(module.text).not.toMatch(/actions\s*=\s*\[[^\]]*"(s3:Get\*|\*)"/);
  });

  it('lets objects expire below the prefixes that keys are made of, assets never', () => {
    const rules = blocks(module.block('resource', 'aws_s3_bucket_lifecycle_configuration', 'this'), 'rule');
    const expiring = rules
      .filter((rule) => pick(rule, 'expiration') !== undefined)
      .map((rule) => [pick(rule, 'filter', '0', 'prefix'), pick(rule, 'expiration', '0', 'days')]);
    expect(Object.fromEntries(expiring)).toEqual({
      [UPLOADS_PREFIX]: 2,
      [OUTPUTS_PREFIX]: expression('ceil(var.result_ttl_seconds / local.day) + 1'),
      [PARTS_PREFIX]: expression('4 * ceil(var.segment_ttl_seconds / local.day) + 1'),
    });
    const aborting = rules.filter(
      (rule) => pick(rule, 'abort_incomplete_multipart_upload', '0', 'days_after_initiation') === 1,
    );
    expect(aborting.map((rule) => pick(rule, 'filter', '0'))).toEqual([{}]);
  });

  it('has a Redis that never evicts and cannot be read on the way', () => {
    const parameters = blocks(module.block('resource', 'aws_elasticache_parameter_group', 'this'), 'parameter');
    expect(parameters).toEqual([{ name: 'maxmemory-policy', value: 'noeviction' }]);
    expect(module.block('resource', 'aws_elasticache_replication_group', 'this')).toMatchObject({
      parameter_group_name: expression('aws_elasticache_parameter_group.this.name'),
      transit_encryption_enabled: true,
      at_rest_encryption_enabled: true,
    });
  });

  it('has a PostgreSQL that only speaks TLS, to clients of its own network', () => {
    const parameters = blocks(module.block('resource', 'aws_db_parameter_group', 'this'), 'parameter');
    expect(parameters).toContainEqual({ name: 'rds.force_ssl', value: '1' });
    expect(module.block('resource', 'aws_db_instance', 'this')).toMatchObject({
      engine: 'postgres',
      publicly_accessible: false,
      storage_encrypted: true,
    });
    expect(module.text).not.toContain('0.0.0.0/0');
  });

  it('keeps passwords out of the state, and names secrets and settings as the code does', () => {
    expect(module.text).not.toMatch(/\b(password|auth_token|secret_string)\s*=/);
    const secret = text(
      pick(module.block('resource', 'aws_secretsmanager_secret_version', 'this'), 'secret_string_wo'),
    );
    const names = (expression: string): readonly string[] =>
      [...expression.matchAll(/^\s*([A-Z][A-Z0-9_]+)\s*=/gm)].map(([, name]) => name ?? '');
    expect(names(secret).length).toBe(3);
    for (const name of names(secret)) expect(SECRETS).toContain(name);
    expect(secret).toContain('?sslmode=verify-full');
    const values = names(text(pick(module.block('output', 'helm_values'), 'value')));
    expect(values.length).toBeGreaterThan(4);
    for (const name of values) expect([SETTINGS.has(name), SECRETS.has(name)]).toEqual([true, false]);
  });
});
