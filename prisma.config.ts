// For Prisma's own command line, should somebody use it: npx prisma migrate status.
export default { schema: "prisma/schema", migrations: { path: "prisma/migrations" } };
