#!/usr/bin/env bash
# Sets everything up and runs all tests; the last line is "N passed, N failed". Arguments go to dotnet test.
set -uo pipefail
root=$(cd "$(dirname "$0")" && pwd)
cd "$root"
mkdir -p artifacts
. .ci/setup.sh
need_sdk
need_packages git rabbitmq-server python3-pika openssh-server openssh-client exim4-daemon-light ngircd postgresql prometheus chromium chromium-driver
dotnet build ReWorkerHost.sln -v quiet --nologo || exit 1
log=artifacts/test.log
run_tests() {
  dotnet test ReWorkerHost.sln --no-build --nologo "$@" 2>&1 | tee $log
  status=${PIPESTATUS[0]}
}
run_tests "$@"
# Now and then the .NET runtime itself crashes (a segfault in libcoreclr) in the process that loads and drops hundreds of plugins;
# nothing is known of what the tests that were left then would have said. A test that fails is not run again.
if [ "$status" -ne 0 ] && grep -q "Test host process crashed" $log && ! grep -q "\[FAIL\]" $log; then
  echo "The test host crashed: all tests are run once more."
  run_tests "$@"
fi
awk '
  /Failed: +[0-9]+, Passed: +[0-9]+/ {
    match($0, /Failed: +[0-9]+/); failed += substr($0, RSTART + 7, RLENGTH - 7)
    match($0, /Passed: +[0-9]+/); passed += substr($0, RSTART + 7, RLENGTH - 7)
  }
  END { printf "%d passed, %d failed\n", passed, failed }' $log | tee artifacts/test-summary
exit $status
