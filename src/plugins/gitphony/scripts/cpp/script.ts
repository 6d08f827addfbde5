import { defineCompiled } from '../../../../plugin-kit/scripts/define-compiled.ts';
import { cpp } from './language.ts';

/** Compiles a C++ program and runs it. */
export const script = defineCompiled(cpp, {
  examples: [
    {
      title: 'Outputs from C++',
      code: `id: cpp_script
namespace: company.team
tasks:
  - id: total
    type: gitphony.scripts.cpp.Script
    taskRunner:
      type: io.kestra.plugin.core.runner.Process
    script: |
      #include <iostream>
      #include <numeric>
      #include <vector>

      int main() {
          std::vector<int> numbers{1, 2, 3};
          int total = std::accumulate(numbers.begin(), numbers.end(), 0);
          std::cout << R"(::{"outputs": {"total": )" << total << "}}::" << std::endl;
      }
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.total.vars }}"
`,
    },
  ],
});
