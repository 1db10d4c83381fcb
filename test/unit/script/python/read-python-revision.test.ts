import { describe, expect, test } from "vitest";
import { PythonLiterals } from "../../../../src/script/python/python-literals.ts";
import { readPythonRevision } from "../../../../src/script/python/read-python-revision.ts";

describe("a Python literal", () => {
  test.each([
    ["None", null],
    ["'a1'", "a1"],
    ['"a1"', "a1"],
    ["'''a1'''", "a1"],
    ["('a1', \"b2\")", ["a1", "b2"]],
    ["('a1',)", ["a1"]],
    ["('a1')", "a1"],
    ["( # why\n  'a1',\n  'b2', # this\n)", ["a1", "b2"]],
    ["['a1', 'b2']", ["a1", "b2"]],
    ["()", []],
    ["'a1', 'b2'", ["a1", "b2"]],
    ["'a1' 'b2'", "a1b2"],
    ["('a'\n 'b')", "ab"],
    ["r'a\\n'", "a\\n"],
    ["'a\\n\\x41\\u00e9\\\\\\''", "a\nAé\\'"],
    ["f'a'", undefined],
    ["parent", undefined],
    ["('a', b)", undefined],
  ])("%j is %j", (text, value) => {
    expect(new PythonLiterals(text).value()).toEqual(value);
  });
});

const file = `"""add "owner" to todo

a second paragraph

Revision ID: bbb2
Revises: aaa1
Create Date: 2026-11-21 11:40:27.089406

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision = "commented"
revision: str = 'bbb2'
down_revision: Union[str, Sequence[str], None] = (
    'aaa1',
    "aaa2",  # merged
)
branch_labels = ('todo',)
depends_on = None

SQL = """
revision = 'in a string'
def upgrade():
"""


def upgrade() -> None:
    """Upgrade schema."""
    op.execute("""
UPDATE todo SET a = 1
""")
    if True:
        op.add_column('todo', sa.Column('owner', sa.Integer()))


def downgrade():
    # nothing
    pass
`;

test("a revision is read with its docstring, identifiers and bodies", () => {
  expect(readPythonRevision("b.py", file)).toEqual({
    path: "b.py",
    revision: "bbb2",
    downRevision: ["aaa1", "aaa2"],
    branchLabels: ["todo"],
    dependsOn: null,
    message: 'add "owner" to todo\n\na second paragraph',
    doc: 'add "owner" to todo',
    createDate: "2026-11-21 11:40:27.089406",
    upgrade:
      '"""Upgrade schema."""\nop.execute("""\nUPDATE todo SET a = 1\n""")\nif True:\n    op.add_column(\'todo\', sa.Column(\'owner\', sa.Integer()))',
    downgrade: "",
  });
});

test("Windows line ends and a byte order mark make no difference", () => {
  const read = readPythonRevision("b.py", `\uFEFF${file.replaceAll("\n", "\r\n")}`);
  expect(read).toMatchObject({
    revision: "bbb2",
    downRevision: ["aaa1", "aaa2"],
    doc: 'add "owner" to todo',
    downgrade: "",
  });
});

test("a file without a revision is none", () => {
  expect(readPythonRevision("helpers.py", "def helper():\n    revision = 'x'\n")).toBeNull();
});

test("an identifier that is computed is named", () => {
  expect(() => readPythonRevision("b.py", "revision = 'b'\ndown_revision = parent\n")).toThrow(
    "b.py: the value of 'down_revision' is no plain literal",
  );
});
