/** Sources are ES modules with `.ts` specifiers; swc only strips the types, so a test runs what Node runs. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } }] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // The real parts are built or installed for minutes: `npm run test:parts`.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/parts/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testTimeout: 30_000,
}
