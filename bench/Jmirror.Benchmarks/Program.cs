using BenchmarkDotNet.Running;
using Jmirror.Benchmarks;

if (args is ["garbage", .. var arguments])
    GarbageRun.Run(arguments);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
