using BenchmarkDotNet.Running;
using Jmirror.Benchmarks;

if (args is ["garbage", .. var arguments])
    GarbageRun.Run(arguments);
else if (args is ["subscribers", .. var counts])
    SubscriberMemory.Run(counts);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
