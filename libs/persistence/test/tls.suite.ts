import { createTestDatabase } from '../../../test/support/database.js';
import { connect } from '../src/index.js';
import { tlsOf } from '../src/tls.js';

describe('TLS to PostgreSQL', () => {
  const url = 'postgresql://u:p@db.example:5432/cutroom';

  it.each([
    ['', null],
    ['?sslmode=disable', null],
    ['?sslmode=no-verify', { rejectUnauthorized: false }],
    ['?sslmode=require', { rejectUnauthorized: true }],
    ['?sslmode=verify-full', { rejectUnauthorized: true }],
    ['?sslmode=verify-full&sslrootcert=/dev/null', { rejectUnauthorized: true, ca: '' }],
  ])('of a URL that ends in "%s"', (query, expected) => {
    expect(tlsOf(url + query)).toEqual(expected);
  });

  it('refuses a mode that would quietly be none', () => {
    expect(() => tlsOf(`${url}?sslmode=verifyfull`)).toThrow('verifyfull');
  });

  it('is insisted on where the URL asks for it', async () => {
    const database = await createTestDatabase();
    try {
      await (await connect({ url: database.url, poolSize: 2 })).destroy();
      const withTls = connect({ url: `${database.url}?sslmode=verify-full`, poolSize: 2 });
      await expect(withTls).rejects.toThrow('The server does not support SSL connections');
    } finally {
      await database.drop();
    }
  });
});
