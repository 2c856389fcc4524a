"""The public tests of the Jupyter project (jupyter_kernel_test) with samples in Java.

KernelTestSuiteIT runs this where Debian's python3-jupyter-kernel-test is installed. By hand:

    ./install/jlanes install --prefix /tmp/jlanes
    JUPYTER_PATH=/tmp/jlanes/share/jupyter /usr/bin/python3 install/src/test/python/jlanes_kernel_test.py
"""

import os
import unittest

import jupyter_kernel_test

DISPLAY = "org.jlanes.runtime.display.Display"
MIME_BUNDLE = "org.jlanes.runtime.display.MimeBundle"


class JLanesKernelTest(jupyter_kernel_test.KernelTests):
    kernel_name = "jlanes"
    language_name = "java"
    file_extension = ".java"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("an error");'

    completion_samples = [
        {"text": '"abc".len', "matches": {"length()"}},
        {"text": "Math.floorMo", "matches": {"floorMod("}},
        {"text": "%%virtua", "matches": {"%%virtual"}},
        {"text": "noNameBeginsLikeThis", "matches": set()},
    ]

    complete_code_samples = ["int a = 1;", "1 + 1", "%help", "%%threads n : 3\nn\n"]
    incomplete_code_samples = ["for (int i = 0; i < 3; i++) {", "/* a comment", '"""\ntext']
    invalid_code_samples = ["int 1a = ;)", "}", "%%noMagicOfThisName\n1\n"]

    code_page_something = "%less '" + os.path.abspath(__file__) + "'"
    code_generate_error = 'throw new IllegalStateException("no");'

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + 1', "result": "a1"},
        {"code": "List.of(1, 2).reversed()", "result": "[2, 1]"},
        {"code": MIME_BUNDLE + ".html(\"<b>x</b>\", \"x\")", "mime": "text/html"},
    ]
    code_display_data = [
        {"code": DISPLAY + '.html("<b>shown</b>", "shown");', "mime": "text/html"},
        {"code": DISPLAY + '.show("shown");', "mime": "text/plain"},
    ]
    code_clear_output = DISPLAY + ".clear(false);"

    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")

    code_inspect_sample = "Math.floorMod"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The first cell waits for the engine, which a machine under load may make slowly.
        cls.kc.execute_interactive("1", timeout=60)
        # The suite waits a tenth of a second for each message, which is too little there, too.
        cls.flushing = False
        channel = cls.kc.iopub_channel
        impatient = channel.get_msg

        def get_msg(timeout=None):
            return impatient(timeout=timeout if cls.flushing else 30)

        channel.get_msg = get_msg

    def flush_channels(self):
        # Here nothing is expected to come.
        type(self).flushing = True
        try:
            super().flush_channels()
        finally:
            type(self).flushing = False


if __name__ == "__main__":
    unittest.main()
