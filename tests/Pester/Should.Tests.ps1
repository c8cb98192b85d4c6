#Requires -Version 7.6
# Each operator of Should that the tests use, with something that holds and something that does not. That both Pester
# and the stand-in of tools/Shell pass this shows that they agree.
BeforeDiscovery {
    $script:cases = @(
        @{ Holds = '1 | Should -Be 1'; Fails = '1 | Should -Be 2' }
        @{ Holds = "'a' | Should -Be 'A'"; Fails = "'a' | Should -Be 'b'" }
        @{ Holds = '1, 2 | Should -Be 1, 2'; Fails = '1, 2 | Should -Be 2, 1' }
        @{ Holds = '1, 2 | Should -Be @(1, 2)'; Fails = '1, 2 | Should -Be 1, 2, 3' }
        @{ Holds = '$null | Should -Be $null'; Fails = '0 | Should -Be $null' }
        @{ Holds = "'a' | Should -Not -Be 'b'"; Fails = "'a' | Should -Not -Be 'a'" }
        @{ Holds = 'Should -Be 1 -ActualValue 1'; Fails = 'Should -Be 1 -ActualValue 2' }
        @{ Holds = "'a' | Should -BeExactly 'a'"; Fails = "'a' | Should -BeExactly 'A'" }
        @{ Holds = '$true | Should -BeTrue'; Fails = '0 | Should -BeTrue' }
        @{ Holds = '$false | Should -BeFalse'; Fails = '1 | Should -BeFalse' }
        @{ Holds = '$null | Should -BeNullOrEmpty'; Fails = '0 | Should -BeNullOrEmpty' }
        @{ Holds = "'' | Should -BeNullOrEmpty"; Fails = "' ' | Should -BeNullOrEmpty" }
        @{ Holds = '@() | Should -BeNullOrEmpty'; Fails = '1, 2 | Should -BeNullOrEmpty' }
        @{ Holds = '@{} | Should -BeNullOrEmpty'; Fails = '@{ a = 1 } | Should -BeNullOrEmpty' }
        @{ Holds = "'abc' | Should -Not -BeNullOrEmpty"; Fails = "'' | Should -Not -BeNullOrEmpty" }
        @{ Holds = "'abc' | Should -Match 'B'"; Fails = "'abc' | Should -Match '^b'" }
        @{ Holds = "'abc' | Should -MatchExactly 'b'"; Fails = "'abc' | Should -MatchExactly 'B'" }
        @{ Holds = "'abc' | Should -BeLike 'A*'"; Fails = "'abc' | Should -BeLike 'b*'" }
        @{ Holds = "'abc', 'abd' | Should -BeLike 'a*'"; Fails = "'abc', 'bcd' | Should -BeLike 'a*'" }
        @{ Holds = '1, 2 | Should -Contain 2'; Fails = '1, 2 | Should -Contain 3' }
        @{ Holds = '1, 2 | Should -Not -Contain 3'; Fails = '1, 2 | Should -Not -Contain 2' }
        @{ Holds = '1 | Should -BeIn 1, 2'; Fails = '3 | Should -BeIn 1, 2' }
        @{ Holds = '1 | Should -BeOfType [int]'; Fails = '1 | Should -BeOfType [string]' }
        @{ Holds = '1 | Should -BeOfType ([int])'; Fails = '$null | Should -BeOfType ([int])' }
        @{ Holds = "1 | Should -BeOfType 'int'"; Fails = "1 | Should -BeOfType 'long'" }
        @{ Holds = '2 | Should -BeGreaterThan 1'; Fails = '1 | Should -BeGreaterThan 1' }
        @{ Holds = '1 | Should -BeGreaterOrEqual 1'; Fails = '0 | Should -BeGreaterOrEqual 1' }
        @{ Holds = '0 | Should -BeLessThan 1'; Fails = '1 | Should -BeLessThan 1' }
        @{ Holds = '1 | Should -BeLessOrEqual 1'; Fails = '2 | Should -BeLessOrEqual 1' }
        @{ Holds = '1, 2 | Should -HaveCount 2'; Fails = '1, 2 | Should -HaveCount 1' }
        @{ Holds = '@() | Should -HaveCount 0'; Fails = '1 | Should -HaveCount 0' }
        @{ Holds = '$TestDrive | Should -Exist'; Fails = "'TestDrive:/nosuch' | Should -Exist" }
        @{ Holds = '$file | Should -FileContentMatch HELLO'; Fails = "`$file | Should -FileContentMatch '^x'" }
        @{ Holds = '{ throw "abc" } | Should -Throw'; Fails = '{ } | Should -Throw' }
        @{ Holds = '{ } | Should -Not -Throw'; Fails = '{ throw "abc" } | Should -Not -Throw' }
        @{ Holds = '{ throw "abc" } | Should -Throw "a*"'; Fails = '{ throw "abc" } | Should -Throw "b"' }
        @{ Holds = '{ throw "abc" } | Should -Throw -ExpectedMessage "abc"'; Fails = '{ throw "abc" } | Should -Throw -ExpectedMessage "ab"' }
        @{ Holds = '{ throw "abc" } | Should -Throw -ErrorId "abc"'; Fails = '{ throw "abc" } | Should -Throw -ErrorId "a"' }
        @{ Holds = '{ Get-Item nosuch -ErrorAction Stop } | Should -Throw -ErrorId "PathNotFound,*"'; Fails = '{ Get-Item nosuch -ErrorAction Ignore } | Should -Throw' }
        @{ Holds = '{ [int]"x" } | Should -Throw -ExceptionType ([System.Management.Automation.RuntimeException])'; Fails = '{ throw "abc" } | Should -Throw -ExceptionType ([InvalidCastException])' }
        @{ Holds = '({ throw "abc" } | Should -Throw -PassThru).FullyQualifiedErrorId | Should -Be "abc"'; Fails = '{ } | Should -Throw -PassThru' }
    )
}

Describe 'Should' {
    BeforeAll {
        $file = Join-Path $TestDrive 'hello.txt'
        Set-Content -LiteralPath $file -Value 'hello'
    }

    It 'is content with: <Holds>' -ForEach $script:cases {
        . ([scriptblock]::Create($Holds))
    }

    It 'complains about: <Fails>' -ForEach $script:cases {
        $complaint = $null
        try {
            . ([scriptblock]::Create($Fails))
        }
        catch {
            $complaint = $_
        }
        "$($complaint.FullyQualifiedErrorId)" | Should -BeExactly 'PesterAssertionFailed'
        $complaint.Exception.Message | Should -BeLike 'Expected *'
    }
}
